using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace OrderRelay.Local.Cli.Replay;

/// <summary>A body per line. Holds one line at a time.</summary>
internal static class NdjsonRecording
{
    private const int BufferBytes = 64 * 1024;

    /// <param name="stream">The lines; closed at the end.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<RecordedWebhook> ReadAsync(Stream stream, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferBytes));
        await using var closing = stream;
        var line = 0L;
        var tooLong = false;
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (TryTakeLine(ref rest, read.IsCompleted, out var content))
            {
                line++;
                var name = FormattableString.Invariant($"{file}:{line}");
                if (tooLong || content.Length > RecordedWebhook.MaxBodyBytes)
                {
                    tooLong = false;
                    yield return RecordedWebhook.TooLarge(name);
                }
                else if (Trim(content.ToArray(), first: line == 1) is { Length: > 0 } body)
                {
                    yield return new(name, null, body);
                }
            }

            if (read.IsCompleted)
            {
                if (tooLong)
                {
                    yield return RecordedWebhook.TooLarge(FormattableString.Invariant($"{file}:{line + 1}"));
                }

                yield break;
            }

            // A line beyond the limit is let go of as it comes, and told of at its end.
            tooLong |= rest.Length > RecordedWebhook.MaxBodyBytes;
            pipe.AdvanceTo(tooLong ? rest.End : rest.Start, rest.End);
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool last, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        line = rest;
        rest = rest.Slice(rest.End);
        if (last && line.Length > 0)
        {
            return true;
        }

        rest = line;
        return false;
    }

    private static ReadOnlyMemory<byte> Trim(byte[] line, bool first)
    {
        var start = first && line.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        return line.AsMemory(start).TrimStart(" \t\r"u8).TrimEnd(" \t\r"u8);
    }
}
