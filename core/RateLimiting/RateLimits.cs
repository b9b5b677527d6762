using System.Collections.Frozen;
using System.Net;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.RateLimiting;

/// <summary>
/// Who may send now. An address is asked about before anything of its request is read or checked, so a stranger costs little. A
/// provider is asked about once its credential was right: what strangers send in its name takes nothing from it.
/// </summary>
public sealed class RateLimits(RateLimitOptions options, ProviderCatalog catalog, TimeProvider time)
{
    private readonly AddressBuckets? addresses = options.Address is { } rate ? new(new(rate, time.TimestampFrequency)) : null;
    private readonly Pace providerPace = options.Provider is { } rate ? new(rate, time.TimestampFrequency) : default;
    private readonly FrozenDictionary<string, Bucket>? providers = options.Provider is null ? null
        : catalog.All.ToFrozenDictionary(static provider => provider.Name, static _ => new Bucket(), StringComparer.Ordinal);

    /// <summary>Counts a request of an address.</summary>
    /// <param name="connection">The address that the connection came from; null where there is none, which is never limited.</param>
    /// <param name="forwarded">The request's <c>X-Forwarded-For</c>, all of it; believed as far as trusted proxies wrote it.</param>
    /// <returns>When to try again; null when it may go on.</returns>
    public TimeSpan? Address(IPAddress? connection, string? forwarded)
        => addresses is null || ClientAddress.Of(connection, forwarded, options.TrustedProxies) is not { } client
            ? null
            : Wait(addresses.Take(client, time.GetTimestamp()));

    /// <summary>Counts an authenticated request of a provider.</summary>
    /// <param name="provider">Its name in the catalogue.</param>
    /// <returns>When to try again; null when it may go on.</returns>
    public TimeSpan? Provider(string provider)
        => providers is null || !providers.TryGetValue(provider, out var bucket) ? null : Wait(providerPace.Take(ref bucket.Full, time.GetTimestamp()));

    private TimeSpan? Wait(long units) => units == 0 ? null : TimeSpan.FromSeconds((double)units / time.TimestampFrequency);

    private sealed class Bucket
    {
        public long Full;
    }
}
