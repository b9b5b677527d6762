using System.Net;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>Names to addresses, and addresses to connections: all that channels over HTTP need of the network.</summary>
public interface IOutboundNetwork
{
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);

    /// <summary>Connects to the address given, and to no other.</summary>
    ValueTask<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken);
}
