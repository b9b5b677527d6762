using OrderRelay.Core.Authentication;
using OrderRelay.Core.RateLimiting;

namespace OrderRelay.Core.Providers;

/// <summary>The providers of a route with their authenticators.</summary>
public sealed class WebhookProviders(ProviderCatalog catalog, AuthenticatorCatalog authenticators, RateLimits limits)
{
    /// <summary>How much each may send.</summary>
    public RateLimits Limits => limits;

    public IEnumerable<string> Names => catalog.All.Select(static provider => provider.Name);

    /// <summary>The provider of that name with its authenticator; null for none.</summary>
    public ReceivingProvider? Find(string name)
        => catalog.Find(name) is { } provider && authenticators.Find(name) is { } authenticator ? new(provider, authenticator) : null;
}

/// <summary>A provider with the authenticator of its webhooks.</summary>
public sealed record ReceivingProvider(IProvider Provider, WebhookAuthenticator Authenticator);
