using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace OrderRelay.Core.RateLimiting;

/// <summary>How many webhooks are taken. Null is no limit, which is the default: what a provider may send at once only its customer knows,
/// and behind a proxy that is not named here all senders have one address.</summary>
/// <param name="Provider">Of each provider, counting only what it authenticated.</param>
/// <param name="Address">Of each address, counting everything it sends.</param>
/// <param name="TrustedProxies">Whose <c>X-Forwarded-For</c> is believed.</param>
public sealed record RateLimitOptions(Rate? Provider, Rate? Address, IReadOnlyList<IPNetwork> TrustedProxies)
{
    private const double MaxPerSecond = 1_000_000;
    private const int MaxBurst = 1_000_000;

    /// <summary>Reads <c>RateLimit:Provider:PerSecond</c> and <c>…:Burst</c>, <c>RateLimit:Address:…</c>, <c>RateLimit:TrustedProxies</c>.</summary>
    /// <exception cref="ArgumentException">A setting makes no sense; the message names it.</exception>
    public static RateLimitOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("RateLimit");
        return new(
            Read(section.GetSection("Provider")),
            Read(section.GetSection("Address")),
            [.. section.GetSection("TrustedProxies").GetChildren().Where(static proxy => proxy.Value is { Length: > 0 }).Select(NetworkOf)]);
    }

    private static Rate? Read(IConfigurationSection section)
    {
        if (section["PerSecond"] is not { Length: > 0 } text)
        {
            return section["Burst"] is { Length: > 0 } ? throw new ArgumentException($"{section.Path}:Burst needs {section.Path}:PerSecond beside it", nameof(section)) : null;
        }

        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var perSecond) || perSecond is not (0 or (>= 0.01 and <= MaxPerSecond)))
        {
            throw new ArgumentException($"{section.Path}:PerSecond is a number from 0.01 to 1000000, or 0 for no limit", nameof(section));
        }

        return perSecond == 0 ? null : new(perSecond, BurstOf(section, perSecond));
    }

    private static int BurstOf(IConfigurationSection section, double perSecond)
        => section["Burst"] is not { Length: > 0 } text ? Math.Min(MaxBurst, Rate.BurstOf(perSecond))
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var burst) && burst is > 0 and <= MaxBurst ? burst
            : throw new ArgumentException($"{section.Path}:Burst is a whole number from 1 to 1000000", nameof(section));

    private static IPNetwork NetworkOf(IConfigurationSection proxy)
    {
        if (IPAddress.TryParse(proxy.Value, out var address))
        {
            return new(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(proxy.Value, out var network) ? network
            : throw new ArgumentException($"{proxy.Path} is an address or a network, such as 10.0.0.0/8", nameof(proxy));
    }
}
