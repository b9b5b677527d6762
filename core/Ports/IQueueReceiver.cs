using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Ports;

/// <summary>
/// The receiving side of a queue with peek-lock, for hosts that pump it themselves. A received message is invisible to
/// others until it is settled or its lock expires; then it is delivered again with a higher delivery count.
/// </summary>
public interface IQueueReceiver : IQueueDepthSource
{
    /// <summary>Waits for messages that are due and locks them.</summary>
    /// <param name="max">At most so many, from 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>At least one message, oldest first.</returns>
    ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, CancellationToken cancellationToken);

    /// <summary>Settles messages, all in one step where the queue can.</summary>
    /// <returns>Once the settlement survives the end of the process. A settlement whose lock was lost is left out.</returns>
    ValueTask SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken);

    /// <summary>The queue's dead-letter sub-queue, oldest first; a message stays there until it is removed.</summary>
    ValueTask<IReadOnlyList<DeadMessage>> PeekDeadAsync(int max, CancellationToken cancellationToken);

    /// <summary>Removes messages from the dead-letter sub-queue, once they are on the desk.</summary>
    ValueTask RemoveDeadAsync(IReadOnlyList<long> sequenceNumbers, CancellationToken cancellationToken);
}

/// <summary>A message under lock.</summary>
/// <param name="SequenceNumber">The queue's own ascending number.</param>
/// <param name="LockToken">Names this delivery; a later one of the same message has another.</param>
/// <param name="DeliveryCount">1 on the first delivery.</param>
/// <param name="EnqueuedAt">When the queue took it.</param>
/// <param name="Message">The message.</param>
public sealed record ReceivedMessage(long SequenceNumber, long LockToken, int DeliveryCount, DateTimeOffset EnqueuedAt, QueueMessage Message);

/// <summary>A message that the queue gave up on, or was told to.</summary>
public sealed record DeadMessage(long SequenceNumber, int DeliveryCount, DateTimeOffset EnqueuedAt, DateTimeOffset DeadAt, DeadLetterReason Reason, string Text, QueueMessage Message)
{
    /// <summary>From <see cref="Outcome.DeadLetter.ExceptionType"/>; null where there was none or the queue cannot carry it.</summary>
    public string? ExceptionType { get; init; }
}

/// <summary>What to do with a message under lock.</summary>
public sealed record Settlement(ReceivedMessage Message, Outcome Outcome);

/// <param name="Active">Messages that are due, locked ones included.</param>
/// <param name="Scheduled">Messages that wait for their time.</param>
/// <param name="Dead">Messages in the dead-letter sub-queue.</param>
/// <param name="OldestEnqueuedAt">Of the active ones; null when there is none.</param>
public sealed record QueueDepth(long Active, long Scheduled, long Dead, DateTimeOffset? OldestEnqueuedAt);
