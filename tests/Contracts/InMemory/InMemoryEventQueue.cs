using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts.InMemory;

/// <summary>The queue's promises at their simplest: a list under a lock. Loses everything with the process.</summary>
public sealed class InMemoryEventQueue(TimeProvider time) : IEventQueue, IQueueReceiver, IDisposable
{
    private static readonly TimeSpan LockDuration = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(10);
    private const int MaxDeliveryCount = 10;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Entry> _entries = [];
    private readonly Dictionary<string, DateTimeOffset> _seen = [];
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly List<ITimer> _timers = [];
    private long _sequence;
    private long _token;

    public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_seen.TryGetValue(message.MessageId, out var seen) && seen >= now - DuplicateWindow)
            {
                return ValueTask.FromResult(EnqueueResult.Duplicate);
            }

            _seen[message.MessageId] = now;
            var entry = new Entry(++_sequence, now, message with { Body = message.Body.ToArray() }) { VisibleAt = notBefore ?? now };
            _entries.Add(entry.Sequence, entry);
            WakeAt(entry.VisibleAt);
        }

        return ValueTask.FromResult(EnqueueResult.Enqueued);
    }

    public async ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                if (Take(max) is { Count: > 0 } taken)
                {
                    return taken;
                }

                _waiting.Add(wake);
            }

            await wake.Task.WaitAsync(cancellationToken);
        }
    }

    public ValueTask SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (message, outcome) in settlements)
            {
                if (_entries.TryGetValue(message.SequenceNumber, out var entry) && entry.Token == message.LockToken
                    && entry.VisibleAt > time.GetUtcNow())
                {
                    Settle(entry, outcome);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<DeadMessage>> PeekDeadAsync(int max, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<DeadMessage>>([.. _entries.Values.Where(static entry => entry.Dead is not null)
                .Take(max).Select(static entry => entry.Dead!)]);
        }
    }

    public ValueTask RemoveDeadAsync(IReadOnlyList<long> sequenceNumbers, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var sequence in sequenceNumbers)
            {
                if (_entries.TryGetValue(sequence, out var entry) && entry.Dead is not null)
                {
                    _ = _entries.Remove(sequence);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<QueueDepth?> GetDepthAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var living = _entries.Values.Where(static entry => entry.Dead is null).ToList();
            var active = living.Where(entry => entry.Token != 0 || entry.VisibleAt <= now).ToList();
            return ValueTask.FromResult<QueueDepth?>(new(
                active.Count, living.Count - active.Count, _entries.Count - living.Count,
                active.Count == 0 ? null : active.Min(static entry => entry.EnqueuedAt)));
        }
    }

    public void Dispose()
    {
        foreach (var timer in _timers)
        {
            timer.Dispose();
        }
    }

    private List<ReceivedMessage> Take(int max)
    {
        var now = time.GetUtcNow();
        List<ReceivedMessage> taken = [];
        foreach (var entry in _entries.Values)
        {
            if (entry.Dead is not null || entry.VisibleAt > now || taken.Count == max)
            {
                continue;
            }

            entry.Token = ++_token;
            entry.Deliveries++;
            entry.VisibleAt = now + LockDuration;
            taken.Add(new(entry.Sequence, entry.Token, entry.Deliveries, entry.EnqueuedAt, entry.Message));
        }

        if (taken.Count > 0)
        {
            WakeAt(now + LockDuration);
        }

        return taken;
    }

    private void Settle(Entry entry, Outcome outcome)
    {
        entry.Token = 0;
        switch (outcome)
        {
            case Outcome.Retry retry when entry.Deliveries >= MaxDeliveryCount:
                entry.Bury(DeadLetterReason.AttemptsExhausted, retry.Text, time.GetUtcNow());
                break;
            case Outcome.Retry retry:
                entry.VisibleAt = time.GetUtcNow() + retry.Delay;
                WakeAt(entry.VisibleAt);
                break;
            case Outcome.DeadLetter dead:
                entry.Bury(dead.Reason, dead.Text, time.GetUtcNow(), dead.ExceptionType);
                break;
            default:
                _ = _entries.Remove(entry.Sequence);
                break;
        }
    }

    private void WakeAt(DateTimeOffset at)
    {
        var wait = at - time.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            Wake();
            return;
        }

        _timers.Add(time.CreateTimer(_ => Wake(), null, wait, Timeout.InfiniteTimeSpan));
    }

    private void Wake()
    {
        lock (_gate)
        {
            foreach (var waiting in _waiting)
            {
                _ = waiting.TrySetResult();
            }

            _waiting.Clear();
        }
    }

    private sealed class Entry(long sequence, DateTimeOffset enqueuedAt, QueueMessage message)
    {
        public long Sequence { get; } = sequence;

        public DateTimeOffset EnqueuedAt { get; } = enqueuedAt;

        public QueueMessage Message { get; } = message;

        public DateTimeOffset VisibleAt { get; set; }

        /// <summary>0 when not under lock.</summary>
        public long Token { get; set; }

        public int Deliveries { get; set; }

        public DeadMessage? Dead { get; private set; }

        public void Bury(DeadLetterReason reason, string text, DateTimeOffset at, string? exceptionType = null)
            => Dead = new(Sequence, Deliveries, EnqueuedAt, at, reason, text, Message) { ExceptionType = exceptionType };
    }
}
