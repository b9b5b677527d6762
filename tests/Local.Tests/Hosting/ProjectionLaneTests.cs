using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OrderRelay.Contracts;
using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using OrderRelay.Core.Telemetry;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>The lanes between queue and projection.</summary>
public sealed class ProjectionLaneTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly FakeTime _time = new();
    private readonly RelayTelemetry _telemetry;
    private readonly InMemoryEventQueue _notifications;

    public ProjectionLaneTests()
    {
        _telemetry = new(_time);
        _notifications = new(_time);
    }

    public void Dispose()
    {
        _telemetry.Dispose();
        _notifications.Dispose();
    }

    [Fact]
    public async Task A_batch_ends_once_every_message_went_through_its_lane()
    {
        var store = new InMemoryOrderStore();
        using var turns = new LaneTurns(static () => 0, _time);
        using var one = new ProjectionLane(1, Projection(store), turns, static _ => { });
        using var two = new ProjectionLane(2, Projection(store), turns, static _ => { });
        var batch = new ReceivedBatch([Message(1, "a"), Message(2, "b"), Message(3, "a")]);

        one.Add(batch, 0);
        two.Add(batch, 1);
        Assert.False(batch.Projected.IsCompleted);
        one.Add(batch, 2);
        await batch.Projected.WaitAsync(Longest);

        Assert.Equal([1, 2, 3], batch.Settlements().Select(static settlement => settlement.Message.SequenceNumber));
        Assert.All(batch.Settlements(), static settlement => Assert.IsType<Outcome.Completed>(settlement.Outcome));
        Assert.Equal(2, (await store.ReadEventsAsync(new("captain", "a"), default)).Count);
    }

    [Fact]
    public async Task A_lane_that_breaks_goes_on_and_leaves_its_messages_under_lock()
    {
        var broken = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var loggers = new ThrowingOnce();
        using var turns = new LaneTurns(static () => 0, _time);
        using var lane = new ProjectionLane(1, Projection(new InMemoryOrderStore(), loggers), turns, broken.SetResult);
        var lost = new ReceivedBatch([Message(1, "a")]);
        lane.Add(lost, 0);
        await lost.Projected.WaitAsync(Longest);

        Assert.IsType<InvalidTimeZoneException>(await broken.Task.WaitAsync(Longest));
        Assert.Empty(lost.Settlements());
        var next = new ReceivedBatch([Message(2, "b")]);
        lane.Add(next, 0);
        await next.Projected.WaitAsync(Longest);
        Assert.Single(next.Settlements());
    }

    [Fact]
    public void What_was_added_is_projected_before_a_lane_ends()
    {
        using var turns = new LaneTurns(static () => 0, _time);
        var lane = new ProjectionLane(1, Projection(new InMemoryOrderStore()), turns, static _ => { });
        var batch = new ReceivedBatch([.. Enumerable.Range(1, 500).Select(static number => Message(number, "o" + (number % 7)))]);
        for (var index = 0; index < batch.Count; index++)
        {
            lane.Add(batch, index);
        }

        lane.Dispose();

        Assert.True(batch.Projected.IsCompleted);
        Assert.Equal(500, batch.Settlements().Count);
    }

    [Fact]
    public async Task Lanes_work_side_by_side_while_requests_do_not_wait_for_one_another()
    {
        using var turns = new LaneTurns(static () => LaneTurns.Rush - 1, _time);
        using var both = new Barrier(2);

        // Each waits inside for the other: in turns neither would come out.
        var met = await Task.WhenAll(OnThread(() => turns.Take(() => Meet(both))), OnThread(() => turns.Take(() => Meet(both)))).WaitAsync(Longest);

        Assert.All(met, Assert.Null);
    }

    [Fact]
    public async Task In_a_rush_one_lane_works_at_a_time()
    {
        using var turns = new LaneTurns(static () => LaneTurns.Rush, _time);
        var inside = 0;
        var most = 0;
        var lanes = Enumerable.Range(0, 4).Select(lane => OnThread(() =>
        {
            for (var round = 0; round < 200; round++)
            {
                turns.Take(() =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    _ = Thread.Yield();
                    _ = Interlocked.Decrement(ref inside);
                });
            }
        }));

        Assert.All(await Task.WhenAll(lanes).WaitAsync(Longest), Assert.Null);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Requests_that_are_committed_together_are_a_rush()
    {
        await using var rig = new QueueRig();
        await rig.EnqueueTogetherAsync(1);
        Assert.InRange(rig.Queue.EnqueuedTogether, 0.01, 1);

        await rig.EnqueueTogetherAsync(4000);

        Assert.True(rig.Queue.EnqueuedTogether >= LaneTurns.Rush, $"{rig.Queue.EnqueuedTogether}");
    }

    [Fact]
    public async Task Rush_is_over_once_nothing_comes_any_more()
    {
        await using var rig = new QueueRig();
        await rig.EnqueueTogetherAsync(4000);

        rig.Time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(0, rig.Queue.EnqueuedTogether);
    }

    private static void Meet(Barrier both) => Assert.True(both.SignalAndWait(Longest));

    /// <returns>What it threw.</returns>
    private static Task<Exception?> OnThread(Action work)
    {
        var done = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => done.SetResult(Record.Exception(work))) { IsBackground = true }.Start();
        return done.Task;
    }

    private static ReceivedMessage Message(long number, string order)
        => new(number, 1, 1, DateTimeOffset.UnixEpoch, Received(Bodies.CaptainText(order, "event-" + number), order, number));

    private static QueueMessage Received(string body, string order, long number) => new()
    {
        MessageId = "m" + number,
        Provider = "captain",
        Subject = "order_status_updated",
        Identity = new("order_status_updated:event-" + number),
        OrderId = order,
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Body = Encoding.UTF8.GetBytes(body),
    };

    private ProjectOrder Projection(IOrderStore store, ILogger<ProjectOrder>? logger = null)
    {
        var report = new ProjectionReport(_telemetry, new(), logger ?? NullLogger<ProjectOrder>.Instance, new Random(1));
        var nobody = new RequestNotifications(new NotificationRules([]), _notifications, new InMemoryNotificationLog());
        return new(ProviderCatalog.Default, store, new(nobody, new InMemoryDeadLetterStore(), _time), report, _time);
    }

    /// <summary>A logger that breaks at its first use and at the log line about that.</summary>
    private sealed class ThrowingOnce : ILogger<ProjectOrder>
    {
        private int _uses;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => ++_uses <= 2 ? throw new InvalidTimeZoneException() : false;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }
    }
}
