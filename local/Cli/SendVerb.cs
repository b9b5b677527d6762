using System.Net.Sockets;
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
        var tokens = new SendTokens(options);
        var worst = ExitCodes.Ok;
        foreach (var file in options.Files)
        {
            var sent = await SendAsync(relay, tokens, options, file, cancellationToken);
            await output.WriteLineAsync(options.Json ? JsonSerializer.Serialize(sent, SentFileJson.Default.SentFile) : sent.ToString());
            worst = Math.Max(worst, sent.ExitCode);
        }

        return worst;
    }

    private async Task<SentFile> SendAsync(RelayClient relay, SendTokens tokens, SendOptions options, string file, CancellationToken cancellationToken)
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

        return tokens.Of(provider) is { } token
            ? await PostAsync(relay, options.Url, file, provider, token, body, cancellationToken)
            : SentFile.Failed(file, provider, TokenMissing(options, provider)) with { ExitCode = ExitCodes.Usage };
    }

    private static async Task<SentFile> PostAsync(
        RelayClient relay, Uri url, string file, string provider, string token, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            var header = ProviderCatalog.Default.Find(provider)!.Authentication.Header;
            var reply = await relay.SendAsync(provider, header, token, body, cancellationToken);
            return new(file, provider, reply.Status, reply.EventId, reply.Problem);
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return SentFile.Failed(file, provider, $"Nothing listens at {url}. Start a relay with 'orderrelay serve', or give another address with --to.");
        }
        catch (HttpRequestException exception)
        {
            return SentFile.Failed(file, provider, $"There is no way to {url}: {exception.Message}. Check the address given with --to.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SentFile.Failed(file, provider, $"{url} did not answer in time. It may have accepted the event; sending it again is harmless.");
        }
    }

    private static string TokenMissing(SendOptions options, string provider)
        => $"No credential for {provider} is known. Give --token, set {SendCommand.TokenVariable}, "
            + (options.Url.IsLoopback
                ? $"or name with --data the folder of the relay that runs here ({options.DataFolder} has no development tokens)."
                : "or send to a relay on this machine, whose development tokens are found by themselves.");

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
