using System.Net;
using System.Net.Sockets;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>
/// Which addresses an outgoing webhook must not be talked into calling. The ranges are those that the IANA
/// special-purpose registries mark as not globally reachable, with multicast and what a cloud answers only from inside.
/// </summary>
internal static class AddressGuard
{
    private static readonly (IPNetwork Range, string Name)[] Version4 =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "an unspecified address"),
        (IPNetwork.Parse("10.0.0.0/8"), "a private address"),
        (IPNetwork.Parse("100.64.0.0/10"), "a carrier's inner address"),
        (IPNetwork.Parse("127.0.0.0/8"), "a loopback address"),

        // Azure's own platform endpoint: public by its number, answered only from inside a virtual machine.
        (IPNetwork.Parse("168.63.129.16/32"), "a cloud platform's address"),
        (IPNetwork.Parse("169.254.0.0/16"), "a link-local address"),
        (IPNetwork.Parse("172.16.0.0/12"), "a private address"),
        (IPNetwork.Parse("192.0.0.0/24"), "a reserved address"),
        (IPNetwork.Parse("192.0.2.0/24"), "a documentation address"),
        (IPNetwork.Parse("192.88.99.0/24"), "a relay address"),
        (IPNetwork.Parse("192.168.0.0/16"), "a private address"),
        (IPNetwork.Parse("198.18.0.0/15"), "a benchmarking address"),
        (IPNetwork.Parse("198.51.100.0/24"), "a documentation address"),
        (IPNetwork.Parse("203.0.113.0/24"), "a documentation address"),
        (IPNetwork.Parse("224.0.0.0/4"), "a multicast address"),
        (IPNetwork.Parse("240.0.0.0/4"), "a reserved address"),
    ];

    private static readonly (IPNetwork Range, string Name)[] Version6 =
    [
        (IPNetwork.Parse("::/128"), "an unspecified address"),
        (IPNetwork.Parse("::1/128"), "a loopback address"),
        (IPNetwork.Parse("64:ff9b::/96"), "a translated address"),
        (IPNetwork.Parse("64:ff9b:1::/48"), "a translated address"),
        (IPNetwork.Parse("fc00::/7"), "a private address"),
        (IPNetwork.Parse("fe80::/10"), "a link-local address"),
        (IPNetwork.Parse("fec0::/10"), "a private address"),
        (IPNetwork.Parse("ff00::/8"), "a multicast address"),

        // Teredo, ORCHID and their kin; none is a server's address.
        (IPNetwork.Parse("2001::/23"), "a reserved address"),
        (IPNetwork.Parse("2001:db8::/32"), "a documentation address"),
        (IPNetwork.Parse("2002::/16"), "a relay address"),
        (IPNetwork.Parse("3fff::/20"), "a documentation address"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>What is wrong with an address, in a few words; null when it may be called.</summary>
    public static string? Refusal(IPAddress address)
    {
        if (address.AddressFamily is AddressFamily.InterNetwork)
        {
            return Find(Version4, address);
        }

        // Networks look through this form at the IPv4 address inside, so that no range of IPv6 holds it.
        return address.IsIPv4MappedToIPv6 ? "an IPv4 address in IPv6 form"
            : address.AddressFamily is not AddressFamily.InterNetworkV6 ? "an address of an unknown kind"
            : Find(Version6, address) ?? (GlobalUnicast.Contains(address) ? null : "a reserved address");
    }

    private static string? Find((IPNetwork Range, string Name)[] ranges, IPAddress address)
    {
        foreach (var (range, name) in ranges)
        {
            if (range.Contains(address))
            {
                return name;
            }
        }

        return null;
    }
}
