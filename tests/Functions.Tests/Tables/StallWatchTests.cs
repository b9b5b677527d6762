using System.Diagnostics.Metrics;
using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Telemetry;
using OrderRelay.Functions.Tables;
using OrderRelay.Functions.Tests.Storage;

namespace OrderRelay.Functions.Tests.Tables;

public sealed class StallWatchTests : IDisposable
{
    private readonly FakeTime time = new();
    private readonly RelayTelemetry telemetry;
    private readonly MeterListener listener = new();
    private long announced;

    public StallWatchTests()
    {
        telemetry = new(time);
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, telemetry) && instrument.Name == "orderrelay.orders.stalled")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => announced += count);
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        telemetry.Dispose();
    }

    [Fact]
    public async Task Stalled_order_is_announced_by_one_run_only_whatever_instance_runs()
    {
        var storage = await TestStorage.CreateAsync();
        await AddAsync(storage, "o-1");
        await RunAsync(storage);
        Assert.Equal(0, announced);

        time.Advance(StallPolicy.DefaultAfter + TimeSpan.FromMinutes(1));
        await RunAsync(storage);
        Assert.Equal(1, announced);

        time.Advance(StallWatch.Interval / 3);
        await RunAsync(storage);
        Assert.Equal(1, announced);
    }

    [Fact]
    public async Task Run_after_one_that_failed_announces_what_that_one_would_have()
    {
        var storage = await TestStorage.CreateAsync();
        await AddAsync(storage, "o-1");
        await RunAsync(storage);
        time.Advance(StallPolicy.DefaultAfter + TimeSpan.FromMinutes(1));
        storage.Requests.Before = static request => request.EndsWith("orders", StringComparison.Ordinal) ? Task.FromException(new RequestFailedException(503, "busy")) : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => RunAsync(storage));
        storage.Requests.Before = static _ => Task.CompletedTask;

        time.Advance(StallWatch.Interval * 9);
        await RunAsync(storage);

        Assert.Equal(1, announced);
    }

    [Fact]
    public async Task Run_cut_off_behind_a_full_page_is_taken_up_behind_its_last_order()
    {
        var storage = await TestStorage.CreateAsync();
        time.Advance(StallPolicy.DefaultAfter + TimeSpan.FromMinutes(1));
        var last = new StoredOrder(Samples.State(Samples.Event(new("captain", "o-7"), "e")), "version", null);
        var marks = new List<SilenceMark>();
        var orders = new Mock<ISilentOrders>();
        orders.Setup(orders => orders.FindSilentAsync(Capture.In(marks), It.IsAny<DateTimeOffset>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Returns(() => marks.Count == 2
                ? throw new StoreUnavailableException("away")
                : new([.. Enumerable.Repeat(last, marks.Count == 1 ? WatchStalledOrders.MaxPerRun : 0)]));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => RunAsync(storage, orders.Object));
        await RunAsync(storage, orders.Object);

        Assert.Equal(new SilenceMark(Samples.Noon, last.State.Key), marks[2]);
    }

    private static async Task AddAsync(TestStorage storage, string id)
        => Assert.Equal(CommitResult.Committed, await storage.Orders.CommitOneAsync(Samples.New(Samples.Event(new("captain", id), "e"))));

    private Task RunAsync(TestStorage storage, ISilentOrders? orders = null)
    {
        orders ??= new TableSilentOrders(storage.Tables, storage.Orders);
        var watch = new WatchStalledOrders(orders, new(StallPolicy.DefaultAfter), telemetry, time, NullLogger<WatchStalledOrders>.Instance);
        return new StallWatch(watch, new(new([]), Mock.Of<IEventQueue>(), storage.Notifications), storage.Tables, time).RunAsync(default);
    }
}
