namespace OrderRelay.Local.Sqlite;

/// <summary>What one receive call handed out, under one lock token.</summary>
internal sealed class Lease(long token)
{
    public long Token { get; } = token;

    public long ExpiresAt { get; set; }

    public List<(Segment Segment, int From, int To)> Parts { get; } = [];

    public List<QueuedRow> Rows { get; } = [];

    /// <summary>Segments whose delivery is not written yet.</summary>
    public List<Segment>? Uncounted { get; set; }

    /// <summary>Messages not settled yet.</summary>
    public int Open { get; set; }

    /// <summary>Holds a message that has failed so often that it is delivered by itself.</summary>
    public bool Alone { get; set; }

    public Segment? SegmentOf(long sequenceNumber)
    {
        foreach (var (segment, from, to) in Parts)
        {
            if (sequenceNumber >= segment.First + from && sequenceNumber < segment.First + to)
            {
                return segment;
            }
        }

        return null;
    }

    public int RowOf(long sequenceNumber)
    {
        for (var index = 0; index < Rows.Count; index++)
        {
            if (Rows[index].SequenceNumber == sequenceNumber)
            {
                return index;
            }
        }

        return -1;
    }
}
