using OrderRelay.Core.Authentication;

namespace OrderRelay.Micro;

/// <summary>The headers of a request with one credential.</summary>
internal sealed class TokenHeaders(string name, string value) : IWebhookHeaders
{
    public string? this[string header] => header == name ? value : null;
}
