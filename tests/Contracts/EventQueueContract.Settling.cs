using System.Collections.Concurrent;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>What becomes of a message that was received.</summary>
public abstract partial class EventQueueContract
{
    [Fact]
    public async Task Completed_message_is_gone()
    {
        await using var queue = await CreateAsync(Time);
        await EnqueueAsync(queue.Adapter, 2);
        await SettleAsync(queue.Adapter, await ReceiveAllAsync(queue.Adapter, 2), Outcome.Completed.Instance);

        Time.Advance(LockDuration * 2);

        Assert.Equal(new QueueDepth(0, 0, 0, null), await queue.Adapter.GetDepthAsync(default));
    }

    [Fact]
    public async Task Locked_message_is_invisible_until_its_lock_expires_and_then_counts_up()
    {
        await using var queue = await CreateAsync(Time);
        await EnqueueAsync(queue.Adapter, 1);
        var first = Assert.Single(await ReceiveAsync(queue.Adapter));

        var again = ReceiveAsync(queue.Adapter);
        Time.Advance(LockDuration - TimeSpan.FromSeconds(1));
        Assert.False(again.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(2));
        var second = Assert.Single(await again);

        Assert.Equal(first.SequenceNumber, second.SequenceNumber);
        Assert.Equal(2, second.DeliveryCount);
        Assert.NotEqual(first.LockToken, second.LockToken);
        Assert.Equal("m-0", second.Message.MessageId);
    }

    [Fact]
    public async Task Settlement_whose_lock_was_lost_is_left_out()
    {
        await using var queue = await CreateAsync(Time);
        await EnqueueAsync(queue.Adapter, 1);
        var lost = await ReceiveAsync(queue.Adapter);
        var again = ReceiveAsync(queue.Adapter);
        Time.Advance(LockDuration + TimeSpan.FromSeconds(1));
        var held = await again;

        await SettleAsync(queue.Adapter, lost, Outcome.Completed.Instance);
        Assert.Equal(1, (await queue.Adapter.GetDepthAsync(default))!.Active);

        await SettleAsync(queue.Adapter, held, Outcome.Completed.Instance);
        Assert.Equal(0, (await queue.Adapter.GetDepthAsync(default))!.Active);
    }

    [Fact]
    public async Task Retry_comes_back_after_its_delay_with_a_higher_count()
    {
        await using var queue = await CreateAsync(Time);
        await EnqueueAsync(queue.Adapter, 1);
        await SettleAsync(queue.Adapter, await ReceiveAsync(queue.Adapter), new Outcome.Retry(TimeSpan.FromSeconds(30), "busy"));
        Assert.Equal(1, (await queue.Adapter.GetDepthAsync(default))!.Scheduled);

        var waiting = ReceiveAsync(queue.Adapter);
        Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(waiting.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, Assert.Single(await waiting).DeliveryCount);
    }

    [Fact]
    public async Task Retry_beyond_the_last_delivery_ends_in_the_dead_letter_sub_queue()
    {
        await using var queue = await CreateAsync(Time);
        await EnqueueAsync(queue.Adapter, 1);
        for (var delivery = 1; delivery <= MaxDeliveryCount; delivery++)
        {
            var received = await ReceiveAsync(queue.Adapter);
            Assert.Equal(delivery, Assert.Single(received).DeliveryCount);
            await SettleAsync(queue.Adapter, received, new Outcome.Retry(TimeSpan.Zero, "busy"));
        }

        var dead = Assert.Single(await queue.Adapter.PeekDeadAsync(10, default));
        Assert.Equal(DeadLetterReason.AttemptsExhausted, dead.Reason);
        Assert.Equal(MaxDeliveryCount, dead.DeliveryCount);
        Assert.Equal(new QueueDepth(0, 0, 1, null), await queue.Adapter.GetDepthAsync(default));
    }

    [Fact]
    public async Task Dead_letter_keeps_message_reason_and_text_until_it_is_removed()
    {
        await using var queue = await CreateAsync(Time);
        await EnqueueAsync(queue.Adapter, 2);
        var received = await ReceiveAllAsync(queue.Adapter, 2);
        await SettleAsync(queue.Adapter, received, new Outcome.DeadLetter(DeadLetterReason.NoOrder, "order_uuid is missing"));

        var dead = await queue.Adapter.PeekDeadAsync(1, default);
        var letter = Assert.Single(dead);
        Assert.Equal((DeadLetterReason.NoOrder, "order_uuid is missing", "m-0"), (letter.Reason, letter.Text, letter.Message.MessageId));
        Assert.Equal(received[0].SequenceNumber, letter.SequenceNumber);
        Assert.Equal(Time.GetUtcNow(), letter.DeadAt);

        await queue.Adapter.RemoveDeadAsync([letter.SequenceNumber], default);
        await queue.Adapter.RemoveDeadAsync([letter.SequenceNumber], default);
        Assert.Equal("m-1", Assert.Single(await queue.Adapter.PeekDeadAsync(10, default)).Message.MessageId);
        Assert.Equal(1, (await queue.Adapter.GetDepthAsync(default))!.Dead);
    }

    [Fact]
    public async Task Removal_of_dead_messages_leaves_living_ones()
    {
        await using var queue = await CreateAsync(Time);
        await EnqueueAsync(queue.Adapter, 1);
        var received = await ReceiveAsync(queue.Adapter);
        await SettleAsync(queue.Adapter, received, new Outcome.Retry(TimeSpan.FromSeconds(1), "busy"));

        await queue.Adapter.RemoveDeadAsync([received[0].SequenceNumber], default);

        Assert.Equal(new QueueDepth(0, 1, 0, null), await queue.Adapter.GetDepthAsync(default));
    }

    [Fact]
    public async Task Settle_of_one_part_of_a_batch_leaves_the_rest_under_lock()
    {
        await using var queue = await CreateAsync(Time);
        await EnqueueTogetherAsync(queue.Adapter, 8);
        var received = await ReceiveAllAsync(queue.Adapter, 8);

        await SettleAsync(queue.Adapter, [received[1], received[6]], Outcome.Completed.Instance);
        Assert.Equal(6, (await queue.Adapter.GetDepthAsync(default))!.Active);
        await queue.Adapter.SettleAsync(
            [
                new(received[0], Outcome.Completed.Instance),
                new(received[2], new Outcome.Retry(TimeSpan.FromHours(1), "busy")),
                new(received[3], new Outcome.DeadLetter(DeadLetterReason.Unexpected, "bug")),
            ],
            default);

        Assert.Equal(new QueueDepth(3, 1, 1, Time.GetUtcNow()), await queue.Adapter.GetDepthAsync(default));
    }

    [Fact]
    public async Task Many_senders_and_receivers_deliver_every_message_once()
    {
        const int Count = 2000;
        await using var queue = await CreateAsync(Time);
        var seen = new ConcurrentDictionary<string, int>();
        using var done = new CancellationTokenSource(Patience);
        var receivers = Enumerable.Range(0, 4).Select(number => Task.Run(async () =>
        {
            while (seen.Count < Count)
            {
                var batch = await queue.Adapter.ReceiveAsync(10 + number, done.Token);
                foreach (var message in batch)
                {
                    _ = seen.AddOrUpdate(message.Message.MessageId, 1, static (_, times) => times + 1);
                }

                await SettleAsync(queue.Adapter, batch, Outcome.Completed.Instance);
                if (seen.Count == Count)
                {
                    await done.CancelAsync();
                }
            }
        }));
        var senders = Enumerable.Range(0, 16).Select(sender => Task.Run(async () =>
        {
            for (var number = sender; number < Count; number += 16)
            {
                _ = await queue.Adapter.EnqueueAsync(Samples.Message($"m-{number}"), null, default);
            }
        }));

        await Task.WhenAll(senders);
        await Task.WhenAll(receivers.Select(static async receiver =>
        {
            try
            {
                await receiver;
            }
            catch (OperationCanceledException)
            {
                // Another receiver took the last one.
            }
        }));

        Assert.Equal(Count, seen.Count);
        Assert.All(seen.Values, static times => Assert.Equal(1, times));
        Assert.Equal(0, (await queue.Adapter.GetDepthAsync(default))!.Active);
    }
}
