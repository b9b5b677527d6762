using System.Text.Json;
using OrderRelay.Core.Providers;

namespace OrderRelay.Local.Cli;

/// <summary>Posts recorded bodies to a relay, byte for byte, and says what became of each.</summary>
/// <param name="output">One line per file.</param>
/// <param name="standardInput">The body of the file that is named <c>-</c>.</param>
internal sealed class SendVerb(TextWriter output, Stream standardInput)
{
    /// <returns>The worst of the files' exit codes.</returns>
    public async Task<int> RunAsync(SendOptions options, CancellationToken cancellationToken)
    {
        using var relay = RelayClient.For(options.Url);
        var sender = new WebhookSender(relay, options);
        var worst = ExitCodes.Ok;
        foreach (var file in options.Files)
        {
            var sent = await SendAsync(sender, options, file, cancellationToken);
            await output.WriteLineAsync(options.Json ? JsonSerializer.Serialize(sent, SentFileJson.Default.SentFile) : sent.ToString());
            worst = Math.Max(worst, sent.ExitCode);
        }

        return worst;
    }

    private async Task<SentFile> SendAsync(WebhookSender sender, SendOptions options, string file, CancellationToken cancellationToken)
    {
        byte[] body;
        try
        {
            body = await ReadAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return SentFile.Failed(file, options.Provider, $"The file cannot be read: {exception.Message} Check its path and its permissions.");
        }

        if ((options.Provider ?? ProviderGuess.Of(body)) is not { } provider)
        {
            return SentFile.Failed(file, null, $"Its body does not tell whose it is. Say it with --provider, one of: {Names()}.");
        }

        return await sender.SendAsync(file, provider, null, body, cancellationToken);
    }

    private static string Names() => string.Join(", ", ProviderCatalog.Default.All.Select(static provider => provider.Name));

    private async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (file is not SendOptions.StandardInput)
        {
            return await File.ReadAllBytesAsync(file, cancellationToken);
        }

        using var copy = new MemoryStream();
        await standardInput.CopyToAsync(copy, cancellationToken);
        return copy.ToArray();
    }
}
