using System.Net;
using System.Net.Sockets;
using OrderRelay.Core.Notifications.Channels;

namespace OrderRelay.Core.Tests.Notifications;

/// <summary>A resolver that answers as told, one answer after the other, and a door that nothing gets through.</summary>
internal sealed class FakeNetwork(params string[][] answers) : IOutboundNetwork
{
    public int Asked { get; private set; }

    public List<IPEndPoint> Dialled { get; } = [];

    public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
        => ValueTask.FromResult<IReadOnlyList<IPAddress>>([.. answers[Math.Min(Asked++, answers.Length - 1)].Select(IPAddress.Parse)]);

    public ValueTask<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Dialled.Add(endPoint);
        throw new SocketException((int)SocketError.ConnectionRefused);
    }
}
