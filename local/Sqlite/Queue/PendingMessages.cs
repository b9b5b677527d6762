namespace OrderRelay.Local.Sqlite;

/// <summary>
/// What the queue holds, in memory and without the bytes: segments in order, rows that wait for their time, leases. One
/// process owns the folder, so locks need no row. Everything here is under one lock and touches no disk.
/// </summary>
internal sealed class PendingMessages(SqliteQueueOptions options, TimeProvider time)
{
    /// <summary>Deliveries after which a message is delivered by itself: if it is the one that takes the process down, it
    /// does not take others' counts along.</summary>
    public const int AloneFrom = 3;

    private readonly Lock _gate = new();
    private readonly Queue<Segment> _segments = new();
    private readonly Queue<Segment> _unsettled = new();
    private readonly PriorityQueue<QueuedRow, (long Due, long Sequence)> _scheduled = new();
    private readonly SortedDictionary<long, QueuedRow> _ready = [];
    private readonly SortedDictionary<long, QueuedRow> _readyAlone = [];
    private readonly SortedDictionary<long, QueuedRow> _active = [];
    private readonly Dictionary<long, Lease> _leases = [];
    private readonly PriorityQueue<Lease, long> _expiries = new();
    private long _inSegments;
    private long _cached;
    private long _dead;
    private long _token;
    private bool _aloneOut;

    /// <summary>Called, outside the lock, when something may have become receivable.</summary>
    public Action? Available { get; set; }

    public void Add(List<Segment> segments, List<QueuedRow> rows)
    {
        lock (_gate)
        {
            foreach (var segment in segments)
            {
                Keep(segment);
                _segments.Enqueue(segment);
                _unsettled.Enqueue(segment);
                _inSegments += segment.Open;
            }

            foreach (var row in rows)
            {
                _scheduled.Enqueue(row, (row.Due, row.SequenceNumber));
            }
        }

        Available?.Invoke();
    }

    public void AddDead(long count)
    {
        lock (_gate)
        {
            _dead += count;
        }
    }

    /// <summary>Locks what is due.</summary>
    /// <returns>Null when nothing is.</returns>
    public Lease? Take(int max)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow().UtcTicks;
            Promote(now);
            var lease = new Lease(_token + 1);
            TakeRows(lease, max);
            if (!lease.Alone)
            {
                TakeSegments(lease, max);
            }

            if (lease.Open == 0)
            {
                return null;
            }

            _token++;
            lease.ExpiresAt = now + options.LockDuration.Ticks;
            _leases.Add(lease.Token, lease);
            _expiries.Enqueue(lease, lease.ExpiresAt);
            return lease;
        }
    }

    /// <summary>Removes a message from its lease; null when the lock is lost.</summary>
    public (Lease Lease, Segment? Segment, int Offset, QueuedRow? Row)? Release(long token, long sequenceNumber)
    {
        lock (_gate)
        {
            return _leases.TryGetValue(token, out var lease) ? Release(lease, sequenceNumber) : null;
        }
    }

    /// <summary>Everything in leases whose time is over, to be put into rows of its own and delivered again.</summary>
    public List<MessageMove> TakeExpired()
    {
        List<MessageMove> moves = [];
        lock (_gate)
        {
            var now = time.GetUtcNow().UtcTicks;
            while (_expiries.TryPeek(out var lease, out var expiry) && (expiry <= now || lease.Open == 0))
            {
                _ = _expiries.Dequeue();
                if (lease.Open > 0 && lease.ExpiresAt == expiry)
                {
                    GiveUp(lease, now, moves);
                }
            }
        }

        return moves;
    }

    /// <summary>The next moment at which time alone makes something receivable, in ticks.</summary>
    public long? NextMoment()
    {
        lock (_gate)
        {
            Promote(time.GetUtcNow().UtcTicks);
            while (_expiries.TryPeek(out var lease, out _) && lease.Open == 0)
            {
                _ = _expiries.Dequeue();
            }

            long? next = _expiries.TryPeek(out _, out var expiry) ? expiry : null;
            return _scheduled.TryPeek(out _, out var due) && !(next <= due.Due) ? due.Due : next;
        }
    }

    /// <summary>A receive failed behind its lock: the lease ends soon and its messages come back.</summary>
    public void EndSoon(Lease lease, TimeSpan delay)
    {
        lock (_gate)
        {
            lease.ExpiresAt = time.GetUtcNow().UtcTicks + delay.Ticks;
            _expiries.Enqueue(lease, lease.ExpiresAt);
        }

        Available?.Invoke();
    }

    /// <summary>Moves that are committed.</summary>
    public void Moved(List<MessageMove> moves)
    {
        var wake = false;
        lock (_gate)
        {
            foreach (var move in moves)
            {
                _inSegments -= move.Segment is null ? 0 : 1;
                if (move.Row is { } left)
                {
                    _ = _active.Remove(left.SequenceNumber);
                }

                _dead += move.Kind == MoveKind.Bury ? 1 : 0;
                if (move.Kind == MoveKind.Wait)
                {
                    var row = move.Row ?? new QueuedRow(move.SequenceNumber, move.EnqueuedAt, move.Due, move.Deliveries);
                    row.Due = move.Due;
                    _scheduled.Enqueue(row, (row.Due, row.SequenceNumber));
                    wake = true;
                }

                wake |= EndIfEmpty(move.Lease);
            }

            _ = OldestSegment();
        }

        if (wake)
        {
            Available?.Invoke();
        }
    }

    /// <summary>Moves that the disk refused: their messages are back under lock, for a while.</summary>
    public void NotMoved(List<MessageMove> moves)
    {
        lock (_gate)
        {
            var retryAt = time.GetUtcNow().UtcTicks + TimeSpan.TicksPerSecond;
            foreach (var move in moves)
            {
                var lease = move.Lease;
                if (move.Segment is { } segment)
                {
                    segment.PutBack(move.Offset);
                }
                else
                {
                    lease.Rows.Add(move.Row!);
                }

                lease.Open++;
                if (_leases.TryAdd(lease.Token, lease) || lease.ExpiresAt <= retryAt)
                {
                    lease.ExpiresAt = Math.Max(lease.ExpiresAt, retryAt);
                    _expiries.Enqueue(lease, lease.ExpiresAt);
                }
            }
        }

        Available?.Invoke();
    }

    public (long Active, long Scheduled, long Dead, long? Oldest) Depth()
    {
        lock (_gate)
        {
            Promote(time.GetUtcNow().UtcTicks);
            long? oldest = OldestSegment()?.EnqueuedAt;
            foreach (var (_, row) in _active)
            {
                oldest = oldest < row.EnqueuedAt ? oldest : row.EnqueuedAt;
                break;
            }

            return (_inSegments + _active.Count, _scheduled.Count, _dead, oldest);
        }
    }

    /// <summary>The first segment of those counted in advance that nobody received.</summary>
    public long? FirstUntouched()
    {
        lock (_gate)
        {
            foreach (var segment in _segments)
            {
                if (segment is { Counted: true, Taken: 0, Deliveries: 0 })
                {
                    return segment.First;
                }
            }

            return null;
        }
    }

    public void ForgetPayload(Segment segment)
    {
        lock (_gate)
        {
            if (segment.Taken == segment.Count && segment.Payload is { } payload)
            {
                _cached -= payload.Length;
                segment.Payload = null;
            }
        }
    }

    private void Keep(Segment segment)
    {
        if (segment.Payload is not { } payload)
        {
            return;
        }

        if (_cached + payload.Length > options.CacheBytes)
        {
            segment.Payload = null;
            return;
        }

        _cached += payload.Length;
    }

    private void Promote(long now)
    {
        while (_scheduled.TryPeek(out var row, out var due) && due.Due <= now)
        {
            _ = _scheduled.Dequeue();
            _active[row.SequenceNumber] = row;
            (row.Deliveries >= AloneFrom ? _readyAlone : _ready)[row.SequenceNumber] = row;
        }
    }

    private void TakeRows(Lease lease, int max)
    {
        if (_readyAlone.Count > 0 && !_aloneOut)
        {
            TakeRow(lease, _readyAlone);
            lease.Alone = true;
            _aloneOut = true;
            return;
        }

        while (_ready.Count > 0 && lease.Open < max)
        {
            TakeRow(lease, _ready);
        }
    }

    private static void TakeRow(Lease lease, SortedDictionary<long, QueuedRow> from)
    {
        using var first = from.GetEnumerator();
        _ = first.MoveNext();
        var row = first.Current.Value;
        _ = from.Remove(row.SequenceNumber);
        row.Deliveries++;
        lease.Rows.Add(row);
        lease.Open++;
    }

    /// <summary>Whole segments where possible: a part of one has to be settled message by message.</summary>
    private void TakeSegments(Lease lease, int max)
    {
        while (lease.Open < max && _segments.TryPeek(out var segment))
        {
            var from = segment.Taken;
            var to = from;
            var taken = 0;
            for (; to < segment.Count && taken < max - lease.Open; to++)
            {
                taken += segment.IsGone(to) ? 0 : 1;
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
                _ = _segments.Dequeue();
            }
        }
    }

    private static (Lease Lease, Segment? Segment, int Offset, QueuedRow? Row)? Release(Lease lease, long sequenceNumber)
    {
        if (lease.SegmentOf(sequenceNumber) is { } segment)
        {
            var offset = (int)(sequenceNumber - segment.First);
            if (segment.IsGone(offset))
            {
                return null;
            }

            segment.Remove(offset);
            lease.Open--;
            return (lease, segment, offset, null);
        }

        var index = lease.RowOf(sequenceNumber);
        if (index < 0)
        {
            return null;
        }

        var row = lease.Rows[index];
        lease.Rows.RemoveAt(index);
        lease.Open--;
        return (lease, null, 0, row);
    }

    private void GiveUp(Lease lease, long now, List<MessageMove> moves)
    {
        foreach (var (segment, from, to) in lease.Parts)
        {
            for (var offset = from; offset < to; offset++)
            {
                if (!segment.IsGone(offset))
                {
                    segment.Remove(offset);
                    moves.Add(new(MoveKind.Wait, segment, offset, null, lease) { Due = now, Deliveries = segment.Deliveries + 1 });
                }
            }
        }

        foreach (var row in lease.Rows)
        {
            moves.Add(new(MoveKind.Wait, null, 0, row, lease) { Due = now, Deliveries = row.Deliveries });
        }

        lease.Rows.Clear();
        lease.Open = 0;
        _ = _leases.Remove(lease.Token);
    }

    private bool EndIfEmpty(Lease lease)
    {
        if (lease.Open > 0)
        {
            return false;
        }

        _ = _leases.Remove(lease.Token);
        var wake = lease.Alone && _aloneOut;
        _aloneOut &= !lease.Alone;
        return wake;
    }

    private Segment? OldestSegment()
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
}
