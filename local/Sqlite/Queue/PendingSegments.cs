namespace OrderRelay.Local.Sqlite;

/// <summary>Segments in the order of their messages, with as many of their bytes as memory is allowed. Part of
/// <see cref="PendingMessages"/>, under its lock.</summary>
internal sealed class PendingSegments(long cacheBytes)
{
    private readonly Queue<Segment> _waiting = new();
    private readonly Queue<Segment> _unsettled = new();
    private long _cached;

    /// <summary>Messages not settled.</summary>
    public long Open { get; private set; }

    public void Add(Segment segment)
    {
        Keep(segment);
        _waiting.Enqueue(segment);
        _unsettled.Enqueue(segment);
        Open += segment.Open;
    }

    /// <summary>Whole segments where possible: a part of one has to be settled message by message.</summary>
    public void Take(Lease lease, int max)
    {
        while (lease.Open < max && _waiting.TryPeek(out var segment))
        {
            var from = segment.Taken;
            var to = from;
            var taken = 0;
            for (; to < segment.Count && taken < max - lease.Open; to++)
            {
                taken += segment.IsGone(to) || segment.Waits(to) ? 0 : 1;
            }

            if (to < segment.Count && lease.Open > 0)
            {
                return;
            }

            segment.Taken = to;
            lease.Open += taken;
            if (!segment.Counted)
            {
                segment.Counted = true;
                (lease.Uncounted ??= []).Add(segment);
            }

            lease.Parts.Add((segment, from, to));
            if (to == segment.Count)
            {
                _ = _waiting.Dequeue();
            }
        }
    }

    public void Settled(int messages)
    {
        Open -= messages;
        _ = Oldest();
    }

    /// <summary>The first segment with an unsettled message.</summary>
    public Segment? Oldest()
    {
        while (_unsettled.TryPeek(out var segment))
        {
            if (segment.Open > 0)
            {
                return segment;
            }

            _ = _unsettled.Dequeue();
        }

        return null;
    }

    /// <summary>The first segment of those counted in advance that nobody received.</summary>
    public long? FirstUntouched()
    {
        foreach (var segment in _waiting)
        {
            if (segment is { Counted: true, Taken: 0, Deliveries: 0 })
            {
                return segment.First;
            }
        }

        return null;
    }

    public void Forget(Segment segment)
    {
        if (segment.Taken == segment.Count && segment.Payload is { } payload)
        {
            _cached -= payload.Length;
            segment.Payload = null;
        }
    }

    private void Keep(Segment segment)
    {
        if (segment.Payload is not { } payload)
        {
            return;
        }

        if (_cached + payload.Length > cacheBytes)
        {
            segment.Payload = null;
            return;
        }

        _cached += payload.Length;
    }
}
