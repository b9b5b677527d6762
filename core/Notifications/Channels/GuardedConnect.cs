using System.Net;
using System.Net.Sockets;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>
/// Connects an HTTP client to addresses that were checked. The name is resolved once per connection and the connection
/// goes to the very address that passed: a name that answers differently the next time gains nothing by it.
/// </summary>
internal sealed class GuardedConnect(IOutboundNetwork network, bool allowPrivate)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await network.ResolveAsync(host, cancellationToken);
        Check(addresses);
        Exception? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await network.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
            }
            catch (SocketException exception)
            {
                last = exception;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    // One refused address refuses the name: a public name has no business to lead into a private network as well.
    private void Check(IReadOnlyList<IPAddress> addresses)
    {
        if (allowPrivate)
        {
            return;
        }

        foreach (var address in addresses)
        {
            if (AddressGuard.Refusal(address) is { } refusal)
            {
                throw new AddressRefusedException(refusal);
            }
        }
    }
}
