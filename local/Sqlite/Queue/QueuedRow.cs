namespace OrderRelay.Local.Sqlite;

/// <summary>One row of <c>messages</c> that is not dead, without its bytes.</summary>
internal sealed class QueuedRow(long sequenceNumber, long enqueuedAt, long due, int deliveries)
{
    /// <summary>The due moment of what is not put off: past for every clock, even one that is set back.</summary>
    public const long AtOnce = 0;

    public long SequenceNumber { get; } = sequenceNumber;

    public long EnqueuedAt { get; } = enqueuedAt;

    public long Due { get; set; } = due;

    public int Deliveries { get; set; } = deliveries;
}
