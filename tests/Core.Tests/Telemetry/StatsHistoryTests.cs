using OrderRelay.Contracts;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Tests.Telemetry;

public sealed class StatsHistoryTests : IDisposable
{
    private readonly FakeTime time = new();
    private readonly RelayTelemetry telemetry;
    private readonly StatsHistory history;

    public StatsHistoryTests()
    {
        telemetry = new(time);
        history = new(telemetry.Stats, time);
    }

    public void Dispose() => telemetry.Dispose();

    [Fact]
    public void Hour_without_traffic_is_sixty_minutes_of_nothing()
    {
        var points = history.Points;

        Assert.Equal(Enumerable.Range(-59, 60).Select(minute => time.GetUtcNow().AddMinutes(minute)), points.Select(static point => point.At));
        Assert.All(points.SkipLast(1), static point => Assert.Equal(new StatsMinute(point.At), point));
    }

    [Fact]
    public void Each_minute_has_what_was_counted_in_it()
    {
        Accept(3, milliseconds: 1);
        time.Advance(TimeSpan.FromSeconds(59));
        Accept(1, milliseconds: 8);
        history.Look(7);
        time.Advance(TimeSpan.FromSeconds(1));
        history.Look(0);
        Accept(2, milliseconds: 4);
        telemetry.Refused("captain", "not_json");
        telemetry.Duplicate("captain");
        time.Advance(TimeSpan.FromMinutes(2));

        var points = history.Points;

        var at = points[^1].At;
        Assert.Equal(new(at) { QueueDepth = 0 }, points[^1]);
        Assert.Equal(new(at.AddMinutes(-1)), points[^2]);
        Assert.Equal(new(at.AddMinutes(-2)) { Received = 3, Accepted = 2, Refused = 1, Duplicates = 1, AckP50 = 4, AckP99 = 4, QueueDepth = 0 }, Rounded(points[^3]));
        Assert.Equal(new(at.AddMinutes(-3)) { Received = 4, Accepted = 4, AckP50 = 1, AckP99 = 8, QueueDepth = 7 }, Rounded(points[^4]));
        Assert.Equal(6, points.Sum(static point => point.Accepted));
    }

    [Fact]
    public void Minute_under_way_counts_at_once_and_what_is_older_than_an_hour_is_forgotten()
    {
        Accept(1, milliseconds: 1);
        Assert.Equal(1, history.Points[^1].Accepted);

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, history.Points[0].Accepted);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(60, history.Points.Count);
        Assert.Equal(0, history.Points.Sum(static point => point.Accepted));
    }

    [Fact]
    public void Rate_is_over_the_last_ten_seconds()
    {
        Assert.Equal(0, history.AcceptedPerSecond);
        for (var second = 0; second < 30; second++)
        {
            history.Look(null);
            Accept(second < 20 ? 5 : 2, milliseconds: 1);
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.InRange(history.AcceptedPerSecond, second == 29 ? 2 : 2.01, second < 20 ? 5 : 4.71);
        }

        for (var second = 0; second < 10; second++)
        {
            history.Look(null);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(0, history.AcceptedPerSecond);
    }

    [Fact]
    public async Task Looks_each_second_until_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var looks = 0;
        var running = history.RunAsync(_ => ValueTask.FromResult<long?>(++looks), stop.Token);
        Assert.Equal(1, history.Points[^1].QueueDepth);

        await stop.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private void Accept(int count, int milliseconds)
    {
        for (var index = 0; index < count; index++)
        {
            telemetry.Accepted("captain", TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    /// <summary>A histogram tells a value to 0.1 %.</summary>
    private static StatsMinute Rounded(StatsMinute point) => point with
    {
        AckP50 = point.AckP50 is { } p50 ? Math.Round(p50, 1) : null,
        AckP99 = point.AckP99 is { } p99 ? Math.Round(p99, 1) : null,
    };
}
