using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Telemetry;
using OrderRelay.Core.Tests.Telemetry;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class WatchStalledOrdersTests : IDisposable
{
    private static readonly TimeSpan After = TimeSpan.FromHours(2);

    private readonly EagerTime time = new();
    private readonly MemoryOrders orders = new();
    private readonly RelayTelemetry telemetry;
    private readonly CapturingLogger<WatchStalledOrders> log = new();
    private readonly WatchStalledOrders watch;

    public WatchStalledOrdersTests()
    {
        telemetry = new(time);
        watch = new(orders, new(After), telemetry, time, log);
    }

    [Fact]
    public async Task Order_is_announced_once_when_it_has_been_silent_for_longer_than_the_threshold()
    {
        using var metrics = new RecordedMetrics(telemetry);
        await AddAsync("o1", Samples.Noon);
        var mark = watch.Since(Samples.Noon);
        List<(int Minute, string Order)> announced = [];
        for (var minute = 0; minute <= 300; minute += 5)
        {
            var run = await watch.HandleAsync(mark, default);
            announced.AddRange(run.Stalled.Select(order => (minute, order.State.Key.OrderId)));
            mark = run.Next;
            time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal([(125, "o1")], announced);
        Assert.Equal(["orderrelay.orders.stalled provider=captain 1"], metrics.Counters);
        var (_, id, text) = Assert.Single(log.Events);
        Assert.Equal((9, true), (id.Id, text.Contains("o1", StringComparison.Ordinal)));
        Assert.DoesNotContain("Ana Souza", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_run_announces_what_crossed_since_and_nothing_older()
    {
        await AddAsync("old", Samples.Noon - After - TimeSpan.FromMinutes(6));
        await AddAsync("fresh", Samples.Noon - After - TimeSpan.FromMinutes(4));

        var run = await watch.HandleAsync(watch.Since(time.GetUtcNow() - TimeSpan.FromMinutes(5)), default);

        Assert.Equal(["fresh"], run.Stalled.Select(static order => order.State.Key.OrderId));
    }

    [Fact]
    public async Task Announced_orders_are_those_that_the_policy_calls_stalled_to_the_tick()
    {
        var policy = new StallPolicy(After);
        await AddAsync("exactly", Samples.Noon - After);
        await AddAsync("longer", Samples.Noon - After - TimeSpan.FromTicks(1));

        var run = await watch.HandleAsync(watch.Since(Samples.Noon - TimeSpan.FromHours(1)), default);

        Assert.Equal(orders.Keys.Where(key => policy.IsStalled(orders.Find(key)!.State, Samples.Noon)), run.Stalled.Select(static order => order.State.Key));
        Assert.Equal("longer", Assert.Single(run.Stalled).State.Key.OrderId);
    }

    [Fact]
    public async Task More_than_one_run_takes_are_announced_by_the_next_each_once()
    {
        for (var number = 0; number < (2 * WatchStalledOrders.MaxPerRun) + 7; number++)
        {
            await AddAsync($"o{number}", Samples.Noon.AddSeconds(number / 300));
        }

        time.Advance(TimeSpan.FromHours(3));
        var first = await watch.HandleAsync(watch.Since(Samples.Noon.AddMinutes(-5)), default);
        var second = await watch.HandleAsync(first.Next, default);
        var third = await watch.HandleAsync(second.Next, default);
        var fourth = await watch.HandleAsync(third.Next, default);

        Assert.Equal((true, true, false, 0), (first.More, second.More, third.More, fourth.Stalled.Count));
        Assert.Equal(orders.Keys.Count, first.Stalled.Concat(second.Stalled).Concat(third.Stalled).Select(static order => order.State.Key).Distinct().Count());
        Assert.Equal(7, third.Stalled.Count);
    }

    [Fact]
    public async Task Clock_that_went_back_announces_nothing_twice()
    {
        await AddAsync("o1", Samples.Noon - After - TimeSpan.FromMinutes(1));
        var run = await watch.HandleAsync(watch.Since(Samples.Noon - TimeSpan.FromMinutes(5)), default);
        time.Advance(TimeSpan.FromMinutes(-4));

        var back = await watch.HandleAsync(run.Next, default);

        Assert.Equal((1, 0, run.Next), (run.Stalled.Count, back.Stalled.Count, back.Next));
    }

    public void Dispose() => telemetry.Dispose();

    private async Task AddAsync(string order, DateTimeOffset at)
        => Assert.Equal([CommitResult.Committed], await orders.CommitAsync([Samples.New(Samples.Event(new("captain", order), "e") with { OccurredAt = at })], default));
}
