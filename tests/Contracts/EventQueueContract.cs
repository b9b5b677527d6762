using System.Text;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>What every queue promises that a host pumps itself. Its locks last <see cref="LockDuration"/>, its messages
/// die after <see cref="MaxDeliveryCount"/> deliveries, its duplicate window is <see cref="DuplicateWindow"/>.</summary>
public abstract partial class EventQueueContract
{
    protected static readonly TimeSpan LockDuration = TimeSpan.FromMinutes(5);
    protected static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(10);
    protected const int MaxDeliveryCount = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected FakeTime Time { get; } = new();

    protected abstract Task<Subject<QueueUnderTest>> CreateAsync(TimeProvider time);

    [Fact]
    public async Task Receive_after_enqueue_gives_the_message_back_whole()
    {
        await using var queue = await CreateAsync(Time);
        var sent = Samples.Message("m-1", "{\"ünï\":\"✓\"}") with
        {
            OrderId = "order/1?#",
            TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            Attempt = 3,
            ReplayOf = "20260301-abc",
            WithoutNotifications = true,
        };

        var result = await queue.Adapter.EnqueueAsync(sent, null, default);
        var received = Assert.Single(await ReceiveAsync(queue.Adapter));

        Assert.Equal(EnqueueResult.Enqueued, result);
        Assert.Equal(1, received.DeliveryCount);
        Assert.Equal(Time.GetUtcNow(), received.EnqueuedAt);
        Assert.Equal(sent.Body.ToArray(), received.Message.Body.ToArray());
        Assert.Equal(sent with { Body = default }, received.Message with { Body = default });
    }

    [Fact]
    public async Task Receive_of_an_empty_body_gives_an_empty_body()
    {
        await using var queue = await CreateAsync(Time);
        _ = await queue.Adapter.EnqueueAsync(Samples.Message("m-1", ""), null, default);

        Assert.True(Assert.Single(await ReceiveAsync(queue.Adapter)).Message.Body.IsEmpty);
    }

    [Fact]
    public async Task Receive_gives_the_oldest_first_and_at_most_as_many_as_asked()
    {
        await using var queue = await CreateAsync(Time);
        await EnqueueAsync(queue.Adapter, 7);

        var first = await ReceiveAsync(queue.Adapter, 3);
        List<ReceivedMessage> all = [.. first];
        while (all.Count < 7)
        {
            all.AddRange(await ReceiveAsync(queue.Adapter, 3));
        }

        Assert.InRange(first.Count, 1, 3);
        Assert.Equal(["m-0", "m-1", "m-2", "m-3", "m-4", "m-5", "m-6"], all.Select(static message => message.Message.MessageId));
        Assert.Equal(all.Select(static message => message.SequenceNumber).Order(), all.Select(static message => message.SequenceNumber));
    }

    [Fact]
    public async Task Enqueue_does_not_keep_the_senders_buffer()
    {
        await using var queue = await CreateAsync(Time);
        var buffer = Encoding.UTF8.GetBytes("before");
        _ = await queue.Adapter.EnqueueAsync(Samples.Message("m-1") with { Body = buffer }, null, default);
        buffer.AsSpan().Fill((byte)'x');

        Assert.Equal("before", Encoding.UTF8.GetString(Assert.Single(await ReceiveAsync(queue.Adapter)).Message.Body.Span));
    }

    [Fact]
    public async Task Receive_waits_for_a_message_to_come()
    {
        await using var queue = await CreateAsync(Time);
        var waiting = ReceiveAsync(queue.Adapter);
        Assert.False(waiting.IsCompleted);

        _ = await queue.Adapter.EnqueueAsync(Samples.Message("m-1"), null, default);

        Assert.Equal("m-1", Assert.Single(await waiting).Message.MessageId);
    }

    [Fact]
    public async Task Receive_that_is_cancelled_ends_and_takes_nothing_along()
    {
        await using var queue = await CreateAsync(Time);
        using var cancel = new CancellationTokenSource();
        var waiting = queue.Adapter.ReceiveAsync(1, cancel.Token).AsTask();
        await cancel.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));

        _ = await queue.Adapter.EnqueueAsync(Samples.Message("m-1"), null, default);
        _ = Assert.Single(await ReceiveAsync(queue.Adapter));
    }

    [Fact]
    public async Task Scheduled_message_comes_at_its_time_and_not_before()
    {
        await using var queue = await CreateAsync(Time);
        _ = await queue.Adapter.EnqueueAsync(Samples.Message("later"), Time.GetUtcNow().AddMinutes(2), default);
        _ = await queue.Adapter.EnqueueAsync(Samples.Message("now"), null, default);
        Assert.Equal("now", Assert.Single(await ReceiveAsync(queue.Adapter)).Message.MessageId);

        var waiting = ReceiveAsync(queue.Adapter);
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(waiting.IsCompleted);
        Time.Advance(TimeSpan.FromMinutes(1));

        var received = Assert.Single(await waiting);
        Assert.Equal(("later", 1), (received.Message.MessageId, received.DeliveryCount));
    }

    [Fact]
    public async Task Duplicate_within_the_window_is_dropped_and_one_after_it_is_not()
    {
        await using var queue = await CreateAsync(Time);
        Assert.Equal(EnqueueResult.Enqueued, await queue.Adapter.EnqueueAsync(Samples.Message("m-1"), null, default));
        Time.Advance(DuplicateWindow - TimeSpan.FromSeconds(1));
        Assert.Equal(EnqueueResult.Duplicate, await queue.Adapter.EnqueueAsync(Samples.Message("m-1"), null, default));
        Assert.Equal(1, (await queue.Adapter.GetDepthAsync(default))!.Active);

        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(EnqueueResult.Enqueued, await queue.Adapter.EnqueueAsync(Samples.Message("m-1"), null, default));
        Assert.Equal(2, (await queue.Adapter.GetDepthAsync(default))!.Active);
    }

    [Fact]
    public async Task Same_id_from_many_at_once_is_stored_once()
    {
        await using var queue = await CreateAsync(Time);
        var results = await Task.WhenAll(Enumerable.Range(0, 64)
            .Select(_ => Task.Run(() => queue.Adapter.EnqueueAsync(Samples.Message("m-1"), null, default).AsTask())));

        Assert.Equal(1, results.Count(static result => result == EnqueueResult.Enqueued));
        Assert.Equal(1, (await queue.Adapter.GetDepthAsync(default))!.Active);
    }

    [Fact]
    public async Task Depth_says_how_old_the_oldest_active_message_is()
    {
        await using var queue = await CreateAsync(Time);
        var start = Time.GetUtcNow();
        await EnqueueAsync(queue.Adapter, 1);
        Time.Advance(TimeSpan.FromSeconds(10));
        _ = await queue.Adapter.EnqueueAsync(Samples.Message("young"), null, default);
        Assert.Equal(new QueueDepth(2, 0, 0, start), await queue.Adapter.GetDepthAsync(default));

        await SettleAsync(queue.Adapter, await ReceiveAsync(queue.Adapter, 1), Outcome.Completed.Instance);
        Assert.Equal(new QueueDepth(1, 0, 0, start.AddSeconds(10)), await queue.Adapter.GetDepthAsync(default));
    }

    [Theory]
    [InlineData("ünï✓日本")]
    [InlineData("a/b?c#d%e'f\"g")]
    [InlineData("")]
    public async Task Odd_texts_come_back_as_they_were(string text)
    {
        await using var queue = await CreateAsync(Time);
        _ = await queue.Adapter.EnqueueAsync(Samples.Message("id" + text) with { Subject = text, OrderId = text }, null, default);

        var message = Assert.Single(await ReceiveAsync(queue.Adapter)).Message;
        Assert.Equal(("id" + text, text, text), (message.MessageId, message.Subject, message.OrderId));
    }

    protected static async Task EnqueueAsync(IEventQueue queue, int count)
    {
        for (var number = 0; number < count; number++)
        {
            _ = await queue.EnqueueAsync(Samples.Message($"m-{number}"), null, default);
        }
    }

    protected static Task EnqueueTogetherAsync(IEventQueue queue, int count)
        => Task.WhenAll(Enumerable.Range(0, count).Select(number => queue.EnqueueAsync(Samples.Message($"m-{number}"), null, default).AsTask()));

    protected static Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(IQueueReceiver queue, int max = 100)
        => queue.ReceiveAsync(max, default).AsTask().WaitAsync(Patience);

    protected static async Task<List<ReceivedMessage>> ReceiveAllAsync(IQueueReceiver queue, int count)
    {
        List<ReceivedMessage> all = [];
        while (all.Count < count)
        {
            all.AddRange(await ReceiveAsync(queue, count - all.Count));
        }

        return all;
    }

    protected static Task SettleAsync(IQueueReceiver queue, IReadOnlyList<ReceivedMessage> messages, Outcome outcome)
        => queue.SettleAsync([.. messages.Select(message => new Settlement(message, outcome))], default).AsTask();
}
