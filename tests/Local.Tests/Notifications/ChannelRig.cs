using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using OrderRelay.Contracts;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Notifications.Channels;

namespace OrderRelay.Local.Tests.Notifications;

/// <summary>One channel from settings, on this machine's network and a clock that stands still.</summary>
internal sealed class ChannelRig : IDisposable
{
    /// <summary>base64 of "secret of the shop" and of "the next secret".</summary>
    public const string Secret = "whsec_c2VjcmV0IG9mIHRoZSBzaG9w";
    public const string NextSecret = "whsec_dGhlIG5leHQgc2VjcmV0";
    private readonly ChannelCatalog catalog;

    public ChannelRig(IOutboundNetwork? network, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create("Notifications:Channels:shop:" + setting.Key, (string?)setting.Value)))
            .Build();
        catalog = new(configuration, network ?? new LoopbackNetwork(), Time);
    }

    public FakeTime Time { get; } = new();

    public INotificationChannel Channel => catalog.Find("shop")!;

    public static NotificationMessage Message { get; } = new()
    {
        Id = "request-1",
        Type = "order.delivered",
        Subject = "Order 12 was delivered",
        Text = "João delivered order 12 at 18:42.\n\nStore: <Corner> & *Shop* @here\nFollow it: https://track.example/a?b=1&c=2\n",
        Html = "<p>João delivered order 12 at 18:42.</p>\n",
        Json = Encoding.UTF8.GetBytes("""{"type":"order.delivered","data":{"driver":"João"}}"""),
        At = Samples.Noon,
    };

    public static ChannelRig Webhook(Uri url, params (string Key, string Value)[] settings)
        => new(null, [("Kind", "webhook"), ("Url", url.ToString()), ("Secrets:0", Secret), ("AllowInsecure", "true"), ("AllowPrivate", "true"), .. settings]);

    public ValueTask<ChannelResult> SendAsync(NotificationMessage? message = null, CancellationToken cancellationToken = default)
        => Channel.SendAsync(message ?? Message, cancellationToken);

    public void Dispose() => catalog.Dispose();
}

/// <summary>Every name is this machine's.</summary>
internal class LoopbackNetwork : IOutboundNetwork
{
    public virtual ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
        => ValueTask.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Loopback]);

    public virtual async ValueTask<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, endPoint.Port), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
