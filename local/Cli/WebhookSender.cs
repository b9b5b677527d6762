using System.Net.Sockets;
using OrderRelay.Core.Providers;

namespace OrderRelay.Local.Cli;

/// <summary>Posts bodies to a relay with the credential that is known for their provider, and says in words what went wrong.</summary>
internal sealed class WebhookSender(RelayClient relay, SendOptions options)
{
    private readonly SendTokens tokens = new(options);

    /// <param name="name">What the body is called in messages: its file, and its line where it has one.</param>
    /// <param name="provider">Whose webhook it is.</param>
    /// <param name="credential">The credential to send in place of the known one; null for that one.</param>
    /// <param name="body">Sent byte for byte.</param>
    /// <param name="cancellationToken">Gives up waiting; the event may have been accepted.</param>
    public async Task<SentFile> SendAsync(string name, string provider, string? credential, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (ProviderCatalog.Default.Find(provider) is not { } known)
        {
            return SentFile.Failed(name, provider, $"No provider is called {provider}. Say whose it is with --provider, one of: {Names()}.");
        }

        return (credential ?? tokens.Of(provider)) is { } token
            ? await PostAsync(name, known, token, body, cancellationToken)
            : SentFile.Failed(name, provider, TokenMissing(provider)) with { ExitCode = ExitCodes.Usage, EndsAll = true };
    }

    private async Task<SentFile> PostAsync(string name, IProvider provider, string token, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await relay.SendAsync(provider.Name, provider.Authentication.Header, token, body, cancellationToken);
            return new(name, provider.Name, reply.Status, reply.EventId, reply.Problem);
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return Unreachable($"Nothing listens at {options.Url}. Start a relay with 'orderrelay serve', or give another address with --to.");
        }
        catch (HttpRequestException exception)
        {
            return Unreachable($"There is no way to {options.Url}: {exception.Message}. Check the address given with --to.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unreachable($"{options.Url} did not answer in time. It may have accepted the event; sending it again is harmless.");
        }

        SentFile Unreachable(string problem) => SentFile.Failed(name, provider.Name, problem) with { EndsAll = true };
    }

    private static string Names() => string.Join(", ", ProviderCatalog.Default.All.Select(static provider => provider.Name));

    private string TokenMissing(string provider)
        => $"No credential for {provider} is known. Give --token, set {SendCommand.TokenVariable}, "
            + (options.Url.IsLoopback
                ? $"or name with --data the folder of the relay that runs here ({options.DataFolder} has no development tokens)."
                : "or send to a relay on this machine, whose development tokens are found by themselves.");
}
