using OrderRelay.Core.Providers;

namespace OrderRelay.Local.Cli.Replay;

/// <summary>One request of an HTTP archive while it is read.</summary>
internal sealed class HarEntry
{
    private const string WebhooksSegment = "webhooks";

    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
    private string? headerName;
    private string? headerValue;

    public string? Method { get; set; }

    public string? Url { get; set; }

    public string? Text { get; set; }

    public string? Encoding { get; set; }

    /// <summary>A member of the header that is read; name and value come in any order.</summary>
    public void AddHeaderMember(string member, string? value)
    {
        headerName = member == "name" ? value : headerName;
        headerValue = member == "value" ? value : headerValue;
    }

    public void EndHeader()
    {
        if (headerName is not null && headerValue is not null)
        {
            headers[headerName] = headerValue;
        }

        (headerName, headerValue) = (null, null);
    }

    public RecordedWebhook ToWebhook(string name, HarReading reading)
    {
        var provider = reading.Provider ?? ProviderOf(Url);
        if (provider is null || Method != "POST" || Text is null)
        {
            return new(name, provider, default) { IsSomethingElse = true };
        }

        if (!TryDecode(Text, Encoding, out var body))
        {
            return RecordedWebhook.Broken(name, "Its postData says that it is base64 and is not.");
        }

        return body.Length > RecordedWebhook.MaxBodyBytes ? RecordedWebhook.TooLarge(name)
            : new(name, provider, body) { Credential = reading.WithCredentials ? CredentialOf(provider) : null };
    }

    private static bool TryDecode(string text, string? encoding, out byte[] body)
    {
        body = System.Text.Encoding.UTF8.GetBytes(text);
        if (encoding != "base64")
        {
            return true;
        }

        var decoded = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, decoded, out var length))
        {
            return false;
        }

        body = decoded[..length];
        return true;
    }

    /// <summary>The segment behind <c>webhooks</c>, wherever the relay's routes begin.</summary>
    private static string? ProviderOf(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return null;
        }

        var segments = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments is [.., WebhooksSegment, var provider] ? Uri.UnescapeDataString(provider) : null;
    }

    private string? CredentialOf(string provider)
        => ProviderCatalog.Default.Find(provider) is { } known ? headers.GetValueOrDefault(known.Authentication.Header) : null;
}
