namespace OrderRelay.Core.Authentication;

/// <summary>The headers of one request, as a host has them.</summary>
public interface IWebhookHeaders
{
    /// <summary>A header's value, whatever the case of its name; null when it is absent or occurs more than once, because
    /// nobody can say which of two credentials the sender meant.</summary>
    string? this[string name] { get; }
}
