using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class SqliteEventQueueTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Acknowledged_messages_are_there_after_a_restart_and_settled_ones_are_not(bool crash)
    {
        await using var rig = new QueueRig();
        await rig.EnqueueTogetherAsync(300, bytes: 2000);
        var received = await rig.ReceiveAllAsync(300);
        await rig.SettleAsync(received.Where(static message => message.SequenceNumber % 3 == 0), Outcome.Completed.Instance);
        await rig.SettleAsync(received.Where(static message => message.SequenceNumber % 3 == 1).Take(1), new Outcome.DeadLetter(DeadLetterReason.NoOrder, "none"));

        await RestartAsync(rig, crash);

        Assert.Equal((199, 1), ((await rig.DepthAsync()).Active, (await rig.DepthAsync()).Dead));
        var again = await rig.ReceiveAllAsync(199);
        Assert.All(again, static message => Assert.Equal(2, message.DeliveryCount));
        Assert.Equal(199, again.Select(static message => message.Message.MessageId).Distinct().Count());
        Assert.DoesNotContain(again, static message => message.SequenceNumber % 3 == 0);
        await rig.SettleAsync(again, Outcome.Completed.Instance);
        await RestartAsync(rig, crash);
        Assert.Equal(0, (await rig.DepthAsync()).Active);
    }

    [Fact]
    public async Task Message_never_received_counts_from_one_after_an_orderly_restart()
    {
        await using var rig = new QueueRig();
        await rig.EnqueueTogetherAsync(3);
        await rig.RestartAsync();

        Assert.All(await rig.ReceiveAllAsync(3), static message => Assert.Equal(1, message.DeliveryCount));
    }

    [Fact]
    public async Task Sequence_goes_on_after_a_restart_of_an_empty_queue()
    {
        await using var rig = new QueueRig();
        await rig.EnqueueTogetherAsync(5);
        var last = (await rig.ReceiveAllAsync(5))[^1];
        await rig.SettleAsync([last], Outcome.Completed.Instance);
        rig.Time.Advance(TimeSpan.FromHours(2));
        await rig.RestartAsync();
        _ = await rig.Queue.EnqueueAsync(Samples.Message("next"), null, default);

        Assert.True((await rig.ReceiveAllAsync(5)).Max(static message => message.SequenceNumber) > last.SequenceNumber);
    }

    [Fact]
    public async Task Message_that_takes_the_process_down_dies_alone()
    {
        const int Count = 20;
        await using var rig = new QueueRig();
        await rig.EnqueueTogetherAsync(Count);
        HashSet<string> done = [];
        for (var crash = 0; crash < 40; crash++)
        {
            // Completes everything in order until the poisoned one is in hand; then the process is gone.
            while (await ReceiveUnlessEmptyAsync(rig) is { } batch)
            {
                if (batch.Any(static message => message.Message.MessageId == "m-7"))
                {
                    break;
                }

                done.UnionWith(batch.Select(static message => message.Message.MessageId));
                await rig.SettleAsync(batch, Outcome.Completed.Instance);
            }

            if ((await rig.DepthAsync()).Active == 0)
            {
                break;
            }

            rig.Crash();
        }

        var dead = Assert.Single(await rig.Queue.PeekDeadAsync(10, default));
        Assert.Equal(("m-7", DeadLetterReason.AttemptsExhausted), (dead.Message.MessageId, dead.Reason));
        Assert.Equal(Count - 1, done.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scheduled_and_put_off_messages_keep_their_time_and_count_over_a_restart(bool crash)
    {
        await using var rig = new QueueRig();
        _ = await rig.Queue.EnqueueAsync(Samples.Message("put-off"), null, default);
        await rig.SettleAsync(await rig.ReceiveAsync(), new Outcome.Retry(TimeSpan.FromMinutes(3), "busy"));
        _ = await rig.Queue.EnqueueAsync(Samples.Message("scheduled"), rig.Time.GetUtcNow().AddMinutes(1), default);
        await RestartAsync(rig, crash);
        Assert.Equal(2, (await rig.DepthAsync()).Scheduled);

        var first = rig.ReceiveAsync();
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(("scheduled", 1), Of(await first));
        var second = rig.ReceiveAsync();
        rig.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(("put-off", 2), Of(await second));

        static (string, int) Of(IReadOnlyList<ReceivedMessage> received)
            => (Assert.Single(received).Message.MessageId, received[0].DeliveryCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Duplicates_are_known_over_a_restart_until_their_window_ends(bool crash)
    {
        await using var rig = new QueueRig();
        await rig.EnqueueTogetherAsync(2);
        await rig.SettleAsync(await rig.ReceiveAllAsync(2), Outcome.Completed.Instance);
        await RestartAsync(rig, crash);
        Assert.Equal(EnqueueResult.Duplicate, await rig.Queue.EnqueueAsync(Samples.Message("m-1"), null, default));

        rig.Time.Advance(TimeSpan.FromMinutes(11));
        await RestartAsync(rig, crash);
        Assert.Equal(EnqueueResult.Enqueued, await rig.Queue.EnqueueAsync(Samples.Message("m-1"), null, default));
    }

    [Fact]
    public async Task Duplicate_window_forgets_the_oldest_beyond_its_count()
    {
        await using var rig = new QueueRig(new() { DuplicateWindowCount = 10 });
        for (var number = 0; number < 13; number++)
        {
            _ = await rig.Queue.EnqueueAsync(Samples.Message($"m-{number}"), null, default);
        }

        Assert.Equal(EnqueueResult.Duplicate, await rig.Queue.EnqueueAsync(Samples.Message("m-12"), null, default));
        Assert.Equal(EnqueueResult.Enqueued, await rig.Queue.EnqueueAsync(Samples.Message("m-0"), null, default));
    }

    [Fact]
    public async Task Backlog_beyond_the_cache_is_read_back_in_order()
    {
        await using var rig = new QueueRig(new() { CacheBytes = 10_000 });
        for (var round = 0; round < 10; round++)
        {
            var start = round * 20;
            await Task.WhenAll(Enumerable.Range(start, 20)
                .Select(number => rig.Queue.EnqueueAsync(Samples.Message($"m-{number}", new string('x', 500)), null, default).AsTask()));
        }

        var received = await rig.ReceiveAllAsync(200);
        Assert.Equal(200, received.Select(static message => message.Message.MessageId).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 200).Select(static number => (long)number), received.Select(static message => message.SequenceNumber));
        Assert.All(received, static message => Assert.Equal(500, message.Message.Body.Length));
    }

    [Fact]
    public async Task Write_ahead_log_stays_bounded_while_messages_never_stop()
    {
        const long Limit = 1 << 20;
        await using var rig = new QueueRig(new() { WalLimitBytes = Limit });
        var largest = 0L;
        var sent = 0;
        for (var round = 0; round < 400; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 64)
                .Select(number => rig.Queue.EnqueueAsync(Samples.Message($"m-{round}-{number}", new string('x', 1000)), null, default).AsTask()));
            sent += 64;
            await rig.SettleAsync(await rig.ReceiveAllAsync(64), Outcome.Completed.Instance);
            largest = Math.Max(largest, new FileInfo(rig.PathOf("queue.db-wal")).Length);
        }

        Assert.True(sent * 1000L > 20 * Limit);
        Assert.InRange(largest, 1, 6 * Limit);
    }

    private static async Task RestartAsync(QueueRig rig, bool crash)
    {
        if (crash)
        {
            rig.Crash();
        }
        else
        {
            await rig.RestartAsync();
        }
    }

    private static async Task<IReadOnlyList<ReceivedMessage>?> ReceiveUnlessEmptyAsync(QueueRig rig)
        => (await rig.DepthAsync()).Active == 0 ? null : await rig.ReceiveAsync();
}
