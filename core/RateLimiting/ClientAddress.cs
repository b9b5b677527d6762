using System.Net;

namespace OrderRelay.Core.RateLimiting;

/// <summary>
/// Whose request it is. Each proxy appends the address that it was connected from, so the list is read from its end, and only for as
/// long as the one that wrote an entry is trusted: what stands before it may be the sender's own invention.
/// </summary>
internal static class ClientAddress
{
    /// <summary>More proxies than any real way has; a longer list is somebody's attempt at work for us.</summary>
    private const int MaxProxies = 16;

    public static IPAddress? Of(IPAddress? connection, string? forwarded, IReadOnlyList<IPNetwork> trusted)
    {
        if (connection is null || trusted.Count == 0 || string.IsNullOrEmpty(forwarded))
        {
            return connection;
        }

        var client = connection;
        var rest = forwarded.AsSpan();
        for (var proxies = 0; proxies < MaxProxies && !rest.IsEmpty && IsTrusted(client, trusted); proxies++)
        {
            var comma = rest.LastIndexOf(',');
            if (!IPEndPoint.TryParse(rest[(comma + 1)..].Trim(), out var next))
            {
                break;
            }

            client = next.Address;
            rest = comma < 0 ? default : rest[..comma];
        }

        return client;
    }

    private static bool IsTrusted(IPAddress address, IReadOnlyList<IPNetwork> trusted)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in trusted)
        {
            if (network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }
}
