using System.Buffers.Binary;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// One group of messages in a journal file, written and synced at once: a head, each message's id, the moments of those that
/// wait for one, and each envelope behind its length. Little endian. The message at offset i has the sequence number First + i.
/// </summary>
/// <param name="First">The sequence number of its first message; without messages, of the next one to come.</param>
/// <param name="Count">Messages in it. None: somebody asked whether the disk takes a write.</param>
/// <param name="At">When they were enqueued, in ticks.</param>
/// <param name="PayloadLength">Bytes of envelopes and their lengths.</param>
/// <param name="HasDues">Some wait for a moment of their own.</param>
internal readonly record struct JournalFrame(long First, int Count, long At, int PayloadLength, bool HasDues)
{
    public const int HeadSize = 48;

    private const uint Magic = 0x4D52464A;
    private const int ChecksumAt = 4;
    private const int SaltAt = 8;

    private long LongLength => HeadSize + ((long)Count * (Key16.Size + (HasDues ? sizeof(long) : 0))) + PayloadLength;

    private int DuesAt => HeadSize + (Count * Key16.Size);

    /// <summary>Where the envelopes begin, from the frame's own beginning.</summary>
    public int PayloadAt => DuesAt + (HasDues ? Count * sizeof(long) : 0);

    public int Length => PayloadAt + PayloadLength;

    /// <summary>Writes the head of a frame whose other bytes are there already.</summary>
    public void Seal(Span<byte> frame, ulong salt)
    {
        frame[..HeadSize].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[SaltAt..], salt);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], First);
        BinaryPrimitives.WriteInt64LittleEndian(frame[24..], At);
        BinaryPrimitives.WriteInt32LittleEndian(frame[32..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(frame[36..], PayloadLength);
        BinaryPrimitives.WriteInt32LittleEndian(frame[40..], HasDues ? 1 : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[ChecksumAt..], Crc32C.Append(Magic, frame[SaltAt..Length]));
    }

    /// <param name="source">From where it begins to the end of its file.</param>
    /// <param name="salt">That of the file.</param>
    /// <returns>Null when no whole frame of this use of the file stands there.</returns>
    public static JournalFrame? Read(ReadOnlySpan<byte> source, ulong salt)
    {
        if (ReadHead(source, salt) is not { } frame || frame.LongLength > source.Length)
        {
            return null;
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumAt..]) == Crc32C.Append(Magic, source[SaltAt..frame.Length]) ? frame : null;
    }

    /// <summary>Reads the head of a frame that was found whole before.</summary>
    /// <returns>Null when it is no head of this use of the file.</returns>
    public static JournalFrame? ReadHead(ReadOnlySpan<byte> source, ulong salt)
    {
        if (source.Length < HeadSize || BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic
            || BinaryPrimitives.ReadUInt64LittleEndian(source[SaltAt..]) != salt)
        {
            return null;
        }

        var frame = new JournalFrame(
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]), BinaryPrimitives.ReadInt32LittleEndian(source[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]), BinaryPrimitives.ReadInt32LittleEndian(source[36..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[40..]) != 0);
        return frame is { Count: >= 0, PayloadLength: >= 0 } ? frame : null;
    }

    /// <summary>Whether a whole frame of this use of the file stands anywhere in these bytes.</summary>
    public static bool IsIn(ReadOnlySpan<byte> source, ulong salt)
    {
        Span<byte> wanted = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(wanted, salt);
        for (var at = 0; source[at..].IndexOf(wanted) is var found and >= 0; at += found + 1)
        {
            if (at + found >= SaltAt && Read(source[(at + found - SaltAt)..], salt) is not null)
            {
                return true;
            }
        }

        return false;
    }

    public static void WriteId(Span<byte> frame, int offset, UInt128 id) => Key16.Write(frame[(HeadSize + (offset * Key16.Size))..], id);

    public UInt128[] Ids(ReadOnlySpan<byte> frame)
    {
        var ids = new UInt128[Count];
        for (var offset = 0; offset < Count; offset++)
        {
            ids[offset] = Key16.Read(frame[(HeadSize + (offset * Key16.Size))..]);
        }

        return ids;
    }

    public void WriteDue(Span<byte> frame, int offset, long due)
        => BinaryPrimitives.WriteInt64LittleEndian(frame[(DuesAt + (offset * sizeof(long)))..], due);

    /// <summary>The moment for which a message waits, in ticks; <see cref="QueuedRow.AtOnce"/> for none.</summary>
    public long Due(ReadOnlySpan<byte> frame, int offset)
        => HasDues ? BinaryPrimitives.ReadInt64LittleEndian(frame[(DuesAt + (offset * sizeof(long)))..]) : QueuedRow.AtOnce;
}
