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

    /// <summary>Takes one message out.</summary>
    /// <returns>Where it lies; null when it is not, or no longer, in this lease.</returns>
    public (Lease Lease, Segment? Segment, int Offset, QueuedRow? Row)? Release(long sequenceNumber)
    {
        if (SegmentOf(sequenceNumber) is { } segment)
        {
            var offset = (int)(sequenceNumber - segment.First);
            if (segment.IsGone(offset))
            {
                return null;
            }

            segment.Remove(offset);
            Open--;
            return (this, segment, offset, null);
        }

        var index = RowOf(sequenceNumber);
        if (index < 0)
        {
            return null;
        }

        var row = Rows[index];
        Rows.RemoveAt(index);
        Open--;
        return (this, null, 0, row);
    }

    /// <summary>Puts back what the disk did not let go.</summary>
    public void TakeBack(in MessageMove move)
    {
        if (move.Segment is { } segment)
        {
            segment.PutBack(move.Offset);
        }
        else
        {
            Rows.Add(move.Row!);
        }

        Open++;
    }

    /// <summary>Moves all that is left into rows of their own, due at once, even for a clock that is set back before they are written; what
    /// waits for its time from the start, due then.</summary>
    public void GiveUp(List<MessageMove> moves)
    {
        foreach (var (segment, from, to) in Parts)
        {
            for (var offset = from; offset < to; offset++)
            {
                if (!segment.IsGone(offset))
                {
                    segment.Remove(offset);
                    var due = segment.DueOf(offset);
                    moves.Add(new(MoveKind.Wait, segment, offset, null, this)
                    {
                        Due = due,
                        Deliveries = due == QueuedRow.AtOnce ? segment.Deliveries + 1 : 0,
                    });
                }
            }
        }

        foreach (var row in Rows)
        {
            moves.Add(new(MoveKind.Wait, null, 0, row, this) { Due = QueuedRow.AtOnce, Deliveries = row.Deliveries });
        }

        Rows.Clear();
        Open = 0;
    }

    private Segment? SegmentOf(long sequenceNumber)
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

    private int RowOf(long sequenceNumber)
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
