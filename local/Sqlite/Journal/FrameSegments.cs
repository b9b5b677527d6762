using System.Buffers.Binary;

namespace OrderRelay.Local.Sqlite;

/// <summary>Cuts a frame into the segments that are handed out. A frame that is read again is cut as it was when it was written:
/// what the database says of a segment is found by its first message.</summary>
internal static class FrameSegments
{
    /// <summary>Messages in one segment at most.</summary>
    public const int MaxCount = 256;

    /// <summary>Bytes in one segment, unless a single message has more. Below the size from which .NET keeps an array on
    /// the large object heap, which only a full collection cleans.</summary>
    public const int MaxBytes = 80_000;

    /// <param name="segments">Takes them.</param>
    /// <param name="file">Where the frame stands.</param>
    /// <param name="position">From which byte on.</param>
    /// <param name="frame">Its head.</param>
    /// <param name="bytes">All of it.</param>
    /// <param name="keep">With their bytes, because they are handed out soon.</param>
    public static void Add(List<Segment> segments, JournalFile file, long position, in JournalFrame frame, ReadOnlySpan<byte> bytes, bool keep)
    {
        var at = frame.PayloadAt;
        for (var offset = 0; offset < frame.Count;)
        {
            var (from, first) = (at, offset);
            for (; offset < frame.Count; offset++)
            {
                var size = sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
                if (offset > first && (offset - first == MaxCount || at - from + size > MaxBytes))
                {
                    break;
                }

                at += size;
            }

            var segment = new Segment(frame.First + first, offset - first, frame.At, new(file, position + from, at - from))
            {
                Counted = keep,
                Payload = keep ? bytes[from..at].ToArray() : null,
                Dues = DuesOf(frame, bytes, first, offset),
            };
            MarkErased(segment, bytes[from..at]);
            segments.Add(segment);
        }
    }

    private static long[]? DuesOf(in JournalFrame frame, ReadOnlySpan<byte> bytes, int from, int to)
    {
        long[]? dues = null;
        for (var offset = from; offset < to; offset++)
        {
            if (frame.Due(bytes, offset) is var due and not QueuedRow.AtOnce)
            {
                (dues ??= new long[to - from])[offset - from] = due;
            }
        }

        return dues;
    }

    /// <summary>No envelope begins with a zero but one that an erasure wrote over.</summary>
    private static void MarkErased(Segment segment, ReadOnlySpan<byte> payload)
    {
        var at = 0;
        for (var offset = 0; offset < segment.Count; offset++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(payload[at..]);
            if (payload[at + sizeof(int)] == 0)
            {
                segment.Remove(offset);
                segment.Stored--;
            }

            at += sizeof(int) + length;
        }
    }
}
