using System.Buffers.Binary;

namespace OrderRelay.Local.Sqlite;

/// <summary>Messages that lie side by side in the journal and are handed out together. Each of them is handed out once by this
/// process; whatever comes back gets a row of its own.</summary>
internal sealed class Segment(long first, int count, long enqueuedAt, JournalPlace place)
{
    private bool[]? _gone;
    private Segment? _next;

    public long First { get; } = first;

    public int Count { get; } = count;

    public long EnqueuedAt { get; } = enqueuedAt;

    /// <summary>Where its bytes are.</summary>
    public JournalPlace Place { get; } = place;

    /// <summary>The one behind it. Set once, by the journal's thread; read by the database's.</summary>
    public Segment? Following
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>Deliveries by earlier processes; counts this one's as well once it is written.</summary>
    public int Deliveries { get; set; }

    /// <summary>Written by this process, for which its first delivery counts from the start: no write is needed before it is handed
    /// out.</summary>
    public bool Counted { get; set; }

    /// <summary>Moments for which messages wait, in ticks; null when none of them does.</summary>
    public long[]? Dues { get; init; }

    /// <summary>The stored bytes while they are kept in memory.</summary>
    public byte[]? Payload { get; set; }

    /// <summary>Messages handed out so far, from the start.</summary>
    public int Taken { get; set; }

    /// <summary>Messages not settled, as far as this process knows.</summary>
    public int Open { get; private set; } = count;

    /// <summary>Messages not settled on disk. Belongs, like the next two, to the database's thread: only what is committed
    /// counts.</summary>
    public int Stored { get; set; } = count;

    /// <summary>Messages that the group being written settles, and the group that says so.</summary>
    public int Leaving { get; set; }

    public long LeavingIn { get; set; }

    /// <summary>Its bytes, from memory where they are kept.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public byte[] Read() => Payload ?? Place.Read();

    /// <summary>The moment for which a message waits, in ticks; <see cref="QueuedRow.AtOnce"/> for none.</summary>
    public long DueOf(int offset) => Dues?[offset] ?? QueuedRow.AtOnce;

    /// <summary>It is to get a row of its own, and is never handed out from here.</summary>
    public bool Waits(int offset) => DueOf(offset) != QueuedRow.AtOnce;

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
