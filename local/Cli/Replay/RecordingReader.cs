using System.Runtime.CompilerServices;

namespace OrderRelay.Local.Cli.Replay;

/// <summary>Reads recordings one webhook at a time: files, folders and standard input.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="standardInput">What <c>-</c> reads.</param>
internal sealed class RecordingReader(ReplayOptions options, Stream standardInput)
{
    private const int BufferBytes = 64 * 1024;

    public async IAsyncEnumerable<RecordedWebhook> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in options.Paths)
        {
            var anything = false;
            foreach (var file in FilesOf(path))
            {
                anything = true;
                await foreach (var webhook in ReadAsync(file, cancellationToken))
                {
                    yield return webhook;
                }
            }

            if (!anything)
            {
                yield return RecordedWebhook.Broken(path, "The folder holds no .json, .ndjson, .jsonl or .har file.");
            }
        }
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (path is SendOptions.StandardInput || !Directory.Exists(path))
        {
            return [path];
        }

        return Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false })
            .Where(static file => Path.GetExtension(file).ToUpperInvariant() is ".JSON" or ".NDJSON" or ".JSONL" or ".HAR")
            .Order(StringComparer.Ordinal);
    }

    private IAsyncEnumerable<RecordedWebhook> ReadAsync(string file, CancellationToken cancellationToken)
    {
        Stream stream;
        try
        {
            stream = file is SendOptions.StandardInput
                ? standardInput
                : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return One(RecordedWebhook.Broken(file, $"The file cannot be read: {exception.Message} Check its path and its permissions."));
        }

        var name = file is SendOptions.StandardInput ? "standard input" : file;
        return FormatOf(file) switch
        {
            RecordingFormat.Har => HarRecording.ReadAsync(stream, name, new(options.Send.Provider, options.WithRecordedCredentials), cancellationToken),
            RecordingFormat.Ndjson => NdjsonRecording.ReadAsync(stream, name, cancellationToken),
            _ => BodyAsync(stream, name, cancellationToken),
        };
    }

    private RecordingFormat FormatOf(string file)
        => options.Format is not RecordingFormat.Auto ? options.Format
            : file is SendOptions.StandardInput ? RecordingFormat.Ndjson
            : Path.GetExtension(file).ToUpperInvariant() switch
            {
                ".HAR" => RecordingFormat.Har,
                ".NDJSON" or ".JSONL" => RecordingFormat.Ndjson,
                _ => RecordingFormat.Body,
            };

    private static async IAsyncEnumerable<RecordedWebhook> BodyAsync(Stream stream, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var closing = stream;
        var body = new byte[RecordedWebhook.MaxBodyBytes + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        yield return length > RecordedWebhook.MaxBodyBytes ? RecordedWebhook.TooLarge(name) : new(name, null, body.AsMemory(0, length));
    }

    private static async IAsyncEnumerable<RecordedWebhook> One(RecordedWebhook webhook)
    {
        await Task.CompletedTask;
        yield return webhook;
    }
}
