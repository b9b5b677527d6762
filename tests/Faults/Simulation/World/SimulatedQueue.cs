using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Faults.Simulation.World;

/// <summary>
/// A durable queue with peek-lock, lock expiry, delivery counts, scheduled messages, a window of duplicate detection and a
/// dead-letter sub-queue. Where the faults say so it delivers twice, out of order, or both.
/// </summary>
internal sealed class SimulatedQueue(SimulatedWorld world, QueueTraits traits, Disk disk)
{
    private readonly SortedDictionary<long, Entry> entries = [];
    private readonly Dictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);
    private readonly Signal signal = new();
    private long sequence;
    private long token;

    public bool IsEmpty => entries.Count == 0;

    public bool HasDue => entries.Values.Any(entry => entry.Dead is null && entry.VisibleAt <= world.Scheduler.Now);

    public bool HasDead => entries.Values.Any(static entry => entry.Dead is not null);

    public EnqueueResult Enqueue(QueueMessage message, DateTimeOffset? notBefore)
    {
        var now = world.Scheduler.Now;
        var known = seen.TryGetValue(message.MessageId, out var before);
        if (known && before >= now - traits.DuplicateWindow)
        {
            return EnqueueResult.Duplicate;
        }

        seen[message.MessageId] = now;

        // As the broker has it: a scheduled message counts as enqueued when it comes due.
        var due = notBefore is { } at ? Later(at, now) : now;
        var entry = new Entry(++sequence, due, message with { Body = message.Body.ToArray() }) { VisibleAt = due };
        entries.Add(entry.Sequence, entry);
        disk.Wrote(() =>
        {
            _ = entries.Remove(entry.Sequence);
            _ = known ? seen[message.MessageId] = before : default;
            _ = known || seen.Remove(message.MessageId);
        });
        WakeAt(entry.VisibleAt);
        return EnqueueResult.Enqueued;
    }

    /// <summary>Locks messages that are due; empty when none is.</summary>
    public IReadOnlyList<ReceivedMessage> Take(int max)
    {
        var due = entries.Values.Where(entry => entry.Dead is null && entry.VisibleAt <= world.Scheduler.Now).ToList();
        List<ReceivedMessage> taken = [];
        while (due.Count > 0 && taken.Count < max)
        {
            var index = world.Faults.Reorders() ? world.Random.Next(due.Count) : 0;
            var entry = due[index];
            due.RemoveAt(index);
            if (entry.Deliveries >= traits.MaxDeliveryCount)
            {
                entry.Bury(DeadLetterReason.AttemptsExhausted, "delivered too often without being settled", world.Scheduler.Now);
                signal.Raise();
                continue;
            }

            entry.Token = ++token;
            entry.Deliveries++;
            entry.VisibleAt = world.Faults.DeliversTwice() ? world.Scheduler.Now : world.Scheduler.Now + traits.LockDuration;
            WakeAt(entry.VisibleAt);
            taken.Add(new(entry.Sequence, entry.Token, entry.Deliveries, entry.EnqueuedAt, entry.Message with { Body = entry.Message.Body.ToArray() }));
        }

        return taken;
    }

    /// <summary>Settles a message unless its lock is lost.</summary>
    /// <returns>False when it is.</returns>
    public bool Settle(ReceivedMessage message, Outcome outcome)
    {
        if (!entries.TryGetValue(message.SequenceNumber, out var entry) || entry.Token != message.LockToken
            || (entry.VisibleAt <= world.Scheduler.Now && entry.Dead is null) || entry.Dead is not null)
        {
            return false;
        }

        disk.Wrote(entry.Restore(entries));
        entry.Token = 0;
        switch (outcome)
        {
            case Outcome.Retry retry when entry.Deliveries >= traits.MaxDeliveryCount:
                entry.Bury(DeadLetterReason.AttemptsExhausted, retry.Text, world.Scheduler.Now);
                signal.Raise();
                break;
            case Outcome.Retry retry:
                entry.VisibleAt = world.Scheduler.Now + retry.Delay;
                WakeAt(entry.VisibleAt);
                break;
            case Outcome.DeadLetter dead:
                entry.Bury(dead.Reason, dead.Text, world.Scheduler.Now, dead.ExceptionType);
                signal.Raise();
                break;
            default:
                _ = entries.Remove(entry.Sequence);
                break;
        }

        // Nothing may read a delivered body once its message is settled: the hosts give its memory to the next.
        Scramble(message.Message.Body);
        return true;
    }

    public IReadOnlyList<DeadMessage> PeekDead(int max)
        => [.. entries.Values.Where(static entry => entry.Dead is not null).Take(max).Select(static entry => entry.Dead!)];

    public void RemoveDead(IReadOnlyList<long> sequenceNumbers)
    {
        foreach (var number in sequenceNumbers)
        {
            if (entries.TryGetValue(number, out var entry) && entry.Dead is not null)
            {
                disk.Wrote(entry.Restore(entries));
                _ = entries.Remove(number);
            }
        }
    }

    /// <summary>Done at the next change of what there is to receive or to collect.</summary>
    public Task WaitAsync() => signal.WaitAsync();

    private void WakeAt(DateTimeOffset at)
    {
        if (at <= world.Scheduler.Now)
        {
            signal.Raise();
        }
        else
        {
            world.Scheduler.At(at, world.Outside, static state => ((Signal)state!).Raise(), signal);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static void Scramble(ReadOnlyMemory<byte> body)
    {
        if (System.Runtime.InteropServices.MemoryMarshal.TryGetArray(body, out var bytes))
        {
            bytes.AsSpan().Fill((byte)'#');
        }
    }

    private sealed class Entry(long sequence, DateTimeOffset enqueuedAt, QueueMessage message)
    {
        public long Sequence => sequence;

        public DateTimeOffset EnqueuedAt => enqueuedAt;

        public QueueMessage Message => message;

        public DateTimeOffset VisibleAt { get; set; }

        /// <summary>0 when nobody has locked it.</summary>
        public long Token { get; set; }

        public int Deliveries { get; set; }

        public DeadMessage? Dead { get; private set; }

        public void Bury(DeadLetterReason reason, string text, DateTimeOffset at, string? exceptionType = null)
            => Dead = new(sequence, Deliveries, enqueuedAt, at, reason, text, message) { ExceptionType = exceptionType };

        /// <summary>Puts it back as it is now, visible at once.</summary>
        public Action Restore(SortedDictionary<long, Entry> entries)
        {
            var dead = Dead;
            return () =>
            {
                (Dead, Token) = (dead, 0);
                entries[sequence] = this;
            };
        }
    }
}

/// <summary>How a queue behaves.</summary>
internal sealed record QueueTraits(TimeSpan LockDuration, TimeSpan DuplicateWindow, int MaxDeliveryCount);
