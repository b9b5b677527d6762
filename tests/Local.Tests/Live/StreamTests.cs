using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Live;
using OrderRelay.Local.Tests.Hosting;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Live;

public sealed class StreamTests
{
    [Fact]
    public async Task Changed_order_is_sent_as_the_list_has_it()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        await using var stream = await EventStream.OpenAsync(relay.Host.Url);
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-1"));

        var order = await stream.NextAsync("order");

        var listed = (await relay.GetAsync("/api/orders"))["orders"]!.AsArray().Single()!;
        Assert.Equal(listed.ToJsonString(), order.ToJsonString());
    }

    [Fact]
    public async Task Order_that_keeps_changing_ends_up_as_it_is_and_is_not_told_of_each_time()
    {
        const int Changes = 200;
        await using var relay = await RelayUnderTest.StartAsync();
        await using var stream = await EventStream.OpenAsync(relay.Host.Url);
        for (var number = 0; number < Changes; number++)
        {
            _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", $"event-{number}", createdAt: $"2025-03-13T08:{number / 60:D2}:{number % 60:D2}Z"));
        }

        var told = 1;
        while ((int)(await stream.NextAsync("order"))["events"]! < Changes)
        {
            told++;
        }

        Assert.InRange(told, 1, Changes / 2);
    }

    [Fact]
    public async Task Stats_and_desk_are_told_at_once_and_the_desk_again_when_it_changed()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        await using var stream = await EventStream.OpenAsync(relay.Host.Url);

        Assert.Equal(0, (int)(await stream.NextAsync("desk"))["deadLetters"]!);
        var stats = await stream.NextAsync("stats");
        Assert.Equal(
            (await relay.GetAsync("/api/stats")).AsObject().Select(static member => member.Key), stats.AsObject().Select(static member => member.Key));

        _ = await relay.AcceptAsync("captain", """{"hello":"world"}""");
        Assert.Equal(1, (int)(await stream.NextAsync("desk"))["deadLetters"]!);
    }

    [Fact]
    public async Task Events_are_told_only_to_who_asked_with_the_verdict_that_the_timeline_has()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        await using var deaf = await EventStream.OpenAsync(relay.Host.Url);
        await using var stream = await EventStream.OpenAsync(relay.Host.Url, "?events=true");
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-2", "completed", "2025-03-13T08:20:00Z"));
        var first = await stream.NextAsync("event");
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-1", "in_progress", "2025-03-13T08:10:00Z"));
        var late = await stream.NextAsync("event");

        Assert.True((bool)first["headlineChanged"]!);
        Assert.False((bool)late["headlineChanged"]!);
        Assert.Equal(("store-1", "captain", "order-1"), ((string?)late["store"], (string?)late["provider"], (string?)late["orderId"]));
        var shown = (await relay.GetAsync("/api/orders/captain/order-1/events"))["events"]!.AsArray().Single(entry => (string?)entry!["eventId"] == (string?)late["eventId"])!;
        Assert.All(["name", "occurredAt", "receivedAt", "verdict", "rule", "status"], name => Assert.Equal((string?)shown[name], (string?)late[name]));
        Assert.Equal((double)shown["delayMilliseconds"]! / 1000, (double)late["lateSeconds"]!, 3);

        _ = await relay.AcceptAsync("captain", """{"hello":"world"}""");
        await AssertNoEventUntilDeskAsync(deaf);
    }

    [Theory]
    [InlineData("?provider=abbiamo")]
    [InlineData("?store=store-2")]
    [InlineData("?orderId=order-2")]
    [InlineData("?status=delivered")]
    public async Task Filter_leaves_out_what_was_not_asked_for(string query)
    {
        await using var relay = await RelayUnderTest.StartAsync();
        await using var stream = await EventStream.OpenAsync(relay.Host.Url, query);
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-1"));
        await relay.DrainAsync();
        var wanted = query.Contains("abbiamo", StringComparison.Ordinal)
            ? await relay.AcceptAsync("abbiamo", """{"event_type":"ORDER_STATUS_CHANGE","order_id":"order-2","status":"SUCCESSFUL","event_at":"2025-03-13T08:15:09Z"}""")
            : await relay.AcceptAsync("captain", Bodies.Captain("order-2", "event-2", "completed", store: "store-2"));

        Assert.NotEmpty(wanted);
        Assert.Equal("order-2", (string?)(await stream.NextAsync("order"))["orderId"]);
    }

    [Fact]
    public async Task Order_that_leaves_the_status_is_told_once_more()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        await using var stream = await EventStream.OpenAsync(relay.Host.Url, "?status=picked_up");
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-1"));
        Assert.Equal("picked_up", (string?)(await stream.NextAsync("order"))["status"]);
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-2", "completed", "2025-03-13T08:20:00Z"));
        Assert.Equal("delivered", (string?)(await stream.NextAsync("order"))["status"]);
    }

    [Fact]
    public async Task Client_too_slow_for_everything_hears_how_much_it_lost_and_nobody_waits_for_it()
    {
        const int Orders = StreamClient.MaxOrders + 500;
        await using var relay = await RelayUnderTest.StartAsync();
        await using var stream = await EventStream.OpenAsync(relay.Host.Url);
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-0", "event-0"));
        _ = await stream.NextAsync("order"); // The one that is not of the burst is out of the way before it begins.
        var feed = relay.Host.Services.GetRequiredService<ProjectionFeed>();
        var sample = await ProjectedAsync(relay, feed);

        // Told in one go, faster than any client is written to.
        for (var number = 0; number < Orders; number++)
        {
            feed.Watcher!.Projected(sample with { State = sample.State with { Key = new("captain", $"burst-{number}") } });
        }

        long dropped = 0, received = 0;
        for (var last = ""; last != $"burst-{Orders - 1}";)
        {
            var (name, data) = await stream.NextAsync();
            dropped += name == "gap" ? (long)data["dropped"]! : 0;
            last = name == "order" ? (string)data["orderId"]! : last;
            received += last.StartsWith("burst", StringComparison.Ordinal) && name == "order" ? 1 : 0;
        }

        Assert.True(dropped > 0, "nothing was dropped");
        Assert.Equal(Orders, dropped + received);
    }

    [Theory]
    [InlineData("?status=lost")]
    [InlineData("?events=maybe")]
    public async Task Parameter_that_makes_no_sense_is_refused(string query)
    {
        await using var relay = await RelayUnderTest.StartAsync();
        using var answer = await relay.Http.GetAsync(new Uri("/api/stream" + query, UriKind.Relative));
        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Key_is_required_where_one_is_configured()
    {
        await using var relay = await RelayUnderTest.StartAsync(("Operator:Keys:alice", "first"));
        using var answer = await relay.Http.GetAsync(new Uri("/api/stream", UriKind.Relative));
        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Host_stops_at_once_and_the_stream_ends_in_good_order()
    {
        var relay = await RelayUnderTest.StartAsync();
        await using var stream = await EventStream.OpenAsync(relay.Host.Url);
        _ = await stream.NextAsync("stats");

        await relay.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        await stream.ReadToEndAsync();
    }

    [Fact]
    public async Task Nobody_is_told_once_the_last_client_is_gone()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var feed = relay.Host.Services.GetRequiredService<ProjectionFeed>();
        Assert.Null(feed.Watcher);
        await using (var stream = await EventStream.OpenAsync(relay.Host.Url))
        {
            Assert.NotNull(feed.Watcher);
        }

        for (var asked = 0; feed.Watcher is not null; asked++)
        {
            Assert.True(asked < 10_000, "the client is still served");
            await Task.Delay(1);
        }
    }

    [Fact]
    public async Task More_clients_than_the_host_takes_are_put_off()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var hub = relay.Host.Services.GetRequiredService<LiveHub>();
        var clients = Enumerable.Range(0, LiveHub.MaxClients).Select(static _ => new StreamClient(new(), false)).ToList();
        Assert.All(clients, client => Assert.True(hub.TryAdd(client)));

        using var answer = await relay.Http.GetAsync(new Uri("/api/stream", UriKind.Relative));
        Assert.Equal((503, "10"), ((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        Assert.All(clients, client =>
        {
            hub.Remove(client);
            client.Dispose();
        });
    }

    [Fact]
    public async Task Comment_keeps_a_quiet_stream_alive()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTime();
        await using var host = await RelayHost.StartAsync(new() { Port = 0, DataFolder = folder.Path, Quiet = true, Time = time, DevelopmentTokens = true }, default);
        await using var stream = await EventStream.OpenAsync(host.Url);
        var reading = ReadUntilAsync(stream, ": still here");
        while (!reading.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(20));
            await Task.WhenAny(reading, Task.Delay(5));
        }

        await reading;
    }

    private static async Task ReadUntilAsync(EventStream stream, string line)
    {
        while (await stream.LineAsync() is { } next)
        {
            if (next == line)
            {
                return;
            }
        }

        Assert.Fail($"the stream ended without '{line}'");
    }

    private static async Task AssertNoEventUntilDeskAsync(EventStream stream)
    {
        while (true)
        {
            var (name, data) = await stream.NextAsync();
            Assert.NotEqual("event", name);
            if (name == "desk" && (int)data["deadLetters"]! == 1)
            {
                return;
            }
        }
    }

    /// <summary>One event as the pipeline tells of it.</summary>
    private static async Task<ProjectedEvent> ProjectedAsync(RelayUnderTest relay, ProjectionFeed feed)
    {
        var hub = feed.Watcher!;
        var told = new TaskCompletionSource<ProjectedEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        feed.Watcher = new Told(told);
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-0", "event-1", "completed", "2025-03-13T08:20:00Z"));
        var sample = await told.Task;
        feed.Watcher = hub;
        return sample;
    }

    private sealed class Told(TaskCompletionSource<ProjectedEvent> told) : IProjectionWatcher
    {
        public void Projected(ProjectedEvent projected) => told.TrySetResult(projected);
    }
}
