using System.Buffers.Binary;

namespace OrderRelay.Local.Sqlite;

/// <summary>One row of <c>segments</c> as the receiver sees it. Each of its messages is handed out once by this process;
/// whatever comes back gets a row of its own.</summary>
internal sealed class Segment(long first, int count, long enqueuedAt, int deliveries)
{
    private bool[]? _gone;

    public long First { get; } = first;

    public int Count { get; } = count;

    public long EnqueuedAt { get; } = enqueuedAt;

    /// <summary>Deliveries by earlier processes; counts this one's as well once it is written.</summary>
    public int Deliveries { get; set; } = deliveries;

    /// <summary>Stored with its first delivery already counted: no write is needed before it is handed out.</summary>
    public bool Counted { get; set; }

    /// <summary>The stored bytes while they are kept in memory.</summary>
    public byte[]? Payload { get; set; }

    /// <summary>Messages handed out so far, from the start.</summary>
    public int Taken { get; set; }

    /// <summary>Messages not settled, as far as this process knows.</summary>
    public int Open { get; private set; } = count;

    /// <summary>Messages not settled on disk. Belongs, like the next three, to the committer's thread: only what is
    /// committed counts when the last one is to take the row with it.</summary>
    public int Stored { get; set; } = count;

    /// <summary>Messages that the group being written settles, and the group that says so.</summary>
    public int Leaving { get; set; }

    public long LeavingIn { get; set; }

    /// <summary>Rows in <c>settled</c> tell of it.</summary>
    public bool PartlySettled { get; set; }

    public bool IsGone(int offset) => _gone is { } gone && gone[offset];

    public void Remove(int offset)
    {
        (_gone ??= new bool[Count])[offset] = true;
        Open--;
    }

    public void PutBack(int offset)
    {
        _gone![offset] = false;
        Open++;
    }

    /// <summary>The bytes of each message, one after the other, each behind its length.</summary>
    public static ReadOnlyMemory<byte> Next(ReadOnlyMemory<byte> payload, ref int at)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(payload.Span[at..]);
        var envelope = payload.Slice(at + sizeof(int), length);
        at += sizeof(int) + length;
        return envelope;
    }
}
