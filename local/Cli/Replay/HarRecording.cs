using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OrderRelay.Local.Cli.Replay;

/// <summary>The webhooks of an HTTP archive, read as it streams by: archives with whole browsing sessions in them are large.</summary>
internal static class HarRecording
{
    /// <summary>One value of an archive, such as a picture that was answered; beyond it the archive is refused.</summary>
    private const int MaxValueBytes = 16 * 1024 * 1024;

    private const int BufferBytes = 64 * 1024;

    /// <param name="stream">The archive; closed at the end.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="reading">What to take from it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<RecordedWebhook> ReadAsync(
        Stream stream, string file, HarReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var closing = stream;
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferBytes));
        var scanner = new HarScanner(file, reading);
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var problem = Scan(scanner, read, out var consumed);
            while (scanner.Found.TryDequeue(out var found))
            {
                yield return found;
            }

            if (problem is not null)
            {
                yield return RecordedWebhook.Broken(FormattableString.Invariant($"{file}:{scanner.Line}"), problem);
                yield break;
            }

            if (read.IsCompleted)
            {
                if (!scanner.SawEntries)
                {
                    yield return RecordedWebhook.Broken(file, "It has no log.entries, so it is no HTTP archive. Say what it is with --format.");
                }

                yield break;
            }

            pipe.AdvanceTo(read.Buffer.GetPosition(consumed), read.Buffer.End);
        }
    }

    private static string? Scan(HarScanner scanner, ReadResult read, out long consumed)
    {
        consumed = 0;
        try
        {
            consumed = scanner.Scan(read.Buffer, read.IsCompleted);
            return read.Buffer.Length - consumed > MaxValueBytes ? "A value of the archive is larger than 16 MiB. Save it without the answers' contents." : null;
        }
        catch (JsonException exception)
        {
            return $"The archive is broken off, or is no JSON: {exception.Message}";
        }
    }
}
