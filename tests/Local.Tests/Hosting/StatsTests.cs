using System.Text.Json.Nodes;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class StatsTests
{
    [Fact]
    public async Task History_is_an_hour_of_minutes_that_adds_up_to_the_counts()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-1"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-2", "completed", "2025-03-13T08:20:00Z"));
        using var refused = await relay.PostAsync("captain", "not json"u8.ToArray());
        await relay.DrainAsync();

        var history = await relay.GetAsync("/api/stats/history");

        var points = history["points"]!.AsArray();
        Assert.Equal((60, 60), ((int)history["resolutionSeconds"]!, points.Count));
        Assert.Equal((3, 2, 1), (Sum(points, "received"), Sum(points, "accepted"), Sum(points, "refused")));
        Assert.All(points, static point => Assert.Equal(12, point!.AsObject().Count));
        Assert.Contains(points, static point => (double?)point!["ackP99"] > 0 && (double?)point["lagP99"] > 0 && (long?)point["queueDepth"] is not null);
        Assert.Contains(points, static point => point!["ackP50"] is null && point["queueDepth"] is null);
    }

    [Fact]
    public async Task Retries_of_the_provider_and_unknown_statuses_are_counted_with_a_sample_to_look_at()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", """
            {"event_name":"order_status_updated","event_uuid":"e1","created_at":"2025-03-13T08:15:09Z","metadata":{"delivery_attempt":3},
            "data":{"order_uuid":"order-1","order_status":"teleported"} }
            """);
        await relay.DrainAsync();

        var stats = await relay.GetAsync("/api/stats");

        Assert.Equal(1, (int)stats["providerRetries"]!);
        Assert.True((double)stats["acceptedPerSecond"]! >= 0);
        var unknown = Assert.Single(stats["unknownStatuses"]!.AsArray())!;
        Assert.Equal(("captain", "teleported", 1), ((string?)unknown["provider"], (string?)unknown["status"], (int)unknown["count"]!));
        var timeline = await relay.GetAsync($"/api/orders/captain/{unknown["orderId"]}/events");
        Assert.Equal("unknown_status", (string?)timeline["events"]!.AsArray().Single(entry => (string?)entry!["eventId"] == (string?)unknown["eventId"])!["verdict"]);
        Assert.Equal(1, Sum((await relay.GetAsync("/api/stats/history"))["points"]!.AsArray(), "retries"));
    }

    private static long Sum(JsonArray points, string name) => points.Sum(point => (long)point![name]!);
}
