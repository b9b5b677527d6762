using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Sqlite;

/// <summary>Where a received message goes.</summary>
internal enum MoveKind
{
    /// <summary>Done with.</summary>
    Remove,

    /// <summary>Waits, in a row of its own, until it is due.</summary>
    Wait,

    /// <summary>Into the dead-letter sub-queue.</summary>
    Bury,
}

/// <summary>One message's way out of a lease: out of a segment, or out of its own row.</summary>
internal readonly record struct MessageMove(MoveKind Kind, Segment? Segment, int Offset, QueuedRow? Row, Lease Lease)
{
    public long Due { get; init; }

    public int Deliveries { get; init; }

    public DeadLetterReason Reason { get; init; }

    public string? Text { get; init; }

    public string? ExceptionType { get; init; }

    public long SequenceNumber => Segment is null ? Row!.SequenceNumber : Segment.First + Offset;

    public long EnqueuedAt => Segment?.EnqueuedAt ?? Row!.EnqueuedAt;
}
