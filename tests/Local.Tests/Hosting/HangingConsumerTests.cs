using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Local.Sqlite;
using OrderRelay.Local.Tests.Notifications;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>What stands behind the queue hangs: nobody in front of it may notice.</summary>
public sealed class HangingConsumerTests
{
    private const int Orders = 80;

    [Fact]
    public async Task Receiver_that_never_answers_holds_up_its_own_notifications_alone()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start(backlog: 512);
        await using var good = await HttpReceiver.StartAsync();
        await using var relay = await RelayUnderTest.StartAsync(
            [.. Channel("deaf", new Uri($"http://{deaf.LocalEndpoint}/")), .. Channel("good", good.Url), .. Rule(0, "deaf"), .. Rule(1, "good")]);
        for (var order = 0; order < Orders; order++)
        {
            _ = await relay.AcceptAsync("captain", Body(order, 1, "completed"));
        }

        await UntilAsync(() => Task.FromResult(good.Requests.Count >= Orders), "the other channel's notifications");
        await relay.DrainAsync();
        Assert.Equal("delivered", (string?)(await relay.GetAsync($"/api/orders/captain/order-{Orders - 1}"))["status"]);
        Assert.Equal(Orders, good.Requests.Select(static request => request.Headers["webhook-id"]).Distinct().Count());
        Assert.False(await IsSentAsync(relay, 0, "deaf"), "nobody has answered");

        // It wakes up: takes whatever comes from now on, what waited first.
        using var stop = new CancellationTokenSource();
        var answering = AnswerAsync(deaf, stop.Token);
        await UntilAsync(() => IsSentAsync(relay, 0, "deaf"), "the first order's notification to the receiver that woke up");
        await stop.CancelAsync();
        await answering;
        Assert.Equal(Orders, good.Requests.Count);
    }

    [Fact]
    public async Task Order_store_that_hangs_does_not_keep_webhooks_from_being_acknowledged()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var store = relay.Host.Services.GetRequiredService<SqliteOrderStore>();
        using var hangs = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        store.Committer.BeforeCommit = () =>
        {
            _ = hangs.Release();
            go.Wait();
        };
        try
        {
            _ = await relay.AcceptAsync("captain", Body(0, 1, "in_progress"));
            Assert.True(await hangs.WaitAsync(TimeSpan.FromSeconds(30)), "the store was never written to");
            for (var order = 0; order < Orders; order++)
            {
                _ = await relay.AcceptAsync("captain", Body(order, 2, "completed"));
            }
        }
        finally
        {
            store.Committer.BeforeCommit = null;
            go.Set();
        }

        await relay.DrainAsync();
        for (var order = 0; order < Orders; order++)
        {
            var state = await relay.GetAsync($"/api/orders/captain/order-{order}");
            Assert.Equal(("delivered", order == 0 ? 2 : 1), ((string?)state["status"], (int?)state["events"]));
        }
    }

    private static string Body(int order, int number, string status) => $$"""
        {"data":{"order_uuid":"order-{{order}}","order_status":"{{status}}"},"event_name":"order_status_updated","event_uuid":"u-{{order}}-{{number}}","created_at":"2026-03-01T10:0{{number}}:00Z"}
        """;

    private static (string, string)[] Channel(string name, Uri url) =>
    [
        ($"Notifications:Channels:{name}:Kind", "webhook"),
        ($"Notifications:Channels:{name}:Url", url.ToString()),
        ($"Notifications:Channels:{name}:Secrets:0", ChannelRig.Secret),
        ($"Notifications:Channels:{name}:AllowInsecure", "true"),
        ($"Notifications:Channels:{name}:AllowPrivate", "true"),
        ($"Notifications:Channels:{name}:TimeoutSeconds", "3"),
    ];

    private static (string, string)[] Rule(int number, string channel) =>
    [
        (string.Create(CultureInfo.InvariantCulture, $"Notifications:Rules:{number}:Name"), "told " + channel),
        (string.Create(CultureInfo.InvariantCulture, $"Notifications:Rules:{number}:On:0"), "headline:delivered"),
        (string.Create(CultureInfo.InvariantCulture, $"Notifications:Rules:{number}:Channels:0"), channel),
    ];

    private static async Task<bool> IsSentAsync(RelayUnderTest relay, int order, string channel)
    {
        var shown = await relay.GetAsync($"/api/notifications?provider=captain&orderId=order-{order}");
        return shown["notifications"]!.AsArray().Any(entry => (string?)entry!["channel"] == channel && (string?)entry["status"] == "sent");
    }

    /// <summary>Says 204 to each request, those too whose senders gave up meanwhile.</summary>
    private static async Task AnswerAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                open.Add(AnswerAsync(await listener.AcceptSocketAsync(cancellationToken), cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private static async Task AnswerAsync(Socket client, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                var buffer = new byte[64 << 10];
                _ = await client.ReceiveAsync(buffer, cancellationToken);
                _ = await client.SendAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
                client.Shutdown(SocketShutdown.Send);
                while (await client.ReceiveAsync(buffer, cancellationToken) > 0)
                {
                }
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // Its sender had given up.
            }
        }
    }

    /// <summary>Asks again until it is so, up to a bound that only a fault reaches.</summary>
    private static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var asked = 0; asked < 4000; asked++)
        {
            if (await isSo())
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail($"waited in vain for {what}");
    }
}
