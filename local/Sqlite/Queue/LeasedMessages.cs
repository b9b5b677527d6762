using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The messages of a lease, from memory where it kept them and from disk where not.</summary>
internal static class LeasedMessages
{
    public static List<ReceivedMessage> Read(Lease lease, PendingMessages pending, ReaderPool<QueueReader> readers)
    {
        var messages = new List<ReceivedMessage>(lease.Open);
        var rows = pending.RowsOf(lease);
        foreach (var row in rows)
        {
            var envelope = readers.Read(row.SequenceNumber, static (reader, number) => reader.Envelope(number));
            messages.Add(new(
                row.SequenceNumber, lease.Token, row.Deliveries, QueueReader.At(row.EnqueuedAt), EnvelopeCodec.Read(envelope)));
        }

        foreach (var (segment, from, to) in lease.Parts)
        {
            Decode(segment, segment.Read(), from, to, lease.Token, messages);
            pending.ForgetPayload(segment);
        }

        if (rows.Count > 0)
        {
            messages.Sort(static (left, right) => left.SequenceNumber.CompareTo(right.SequenceNumber));
        }

        return messages;
    }

    private static void Decode(Segment segment, byte[] payload, int from, int to, long token, List<ReceivedMessage> messages)
    {
        var enqueuedAt = QueueReader.At(segment.EnqueuedAt);
        var at = 0;
        for (var offset = 0; offset < to; offset++)
        {
            var envelope = Segment.Next(payload, ref at);
            if (offset >= from && !segment.IsGone(offset) && !segment.Waits(offset))
            {
                messages.Add(new(segment.First + offset, token, segment.Deliveries + 1, enqueuedAt, EnvelopeCodec.Read(envelope)));
            }
        }
    }
}
