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
    private readonly PendingSegments _segments = new(options.CacheBytes);
    private readonly PendingRows _rows = new();
    private readonly PendingLeases _leases = new();
    private long _dead;

    /// <summary>Called, outside the lock, when something may have become receivable.</summary>
    public Action? Available { get; set; }

    private long Now => time.GetUtcNow().UtcTicks;

    /// <summary>Takes segments that were just written.</summary>
    /// <returns>What is to get a row of its own, because it waits for its time; null for nothing.</returns>
    public List<MessageMove>? Add(List<Segment> segments)
    {
        List<MessageMove>? waiting = null;
        lock (_gate)
        {
            foreach (var segment in segments)
            {
                _segments.Add(segment);
                if (segment.Dues is not null)
                {
                    TakeWaiting(segment, waiting ??= []);
                }
            }
        }

        Available?.Invoke();
        return waiting;
    }

    /// <summary>Takes what an earlier process left.</summary>
    public void Add(List<Segment> segments, List<QueuedRow> rows)
    {
        lock (_gate)
        {
            foreach (var segment in segments)
            {
                _segments.Add(segment);
            }

            foreach (var row in rows)
            {
                _rows.Schedule(row);
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
            var now = Now;
            _rows.Promote(now);
            var lease = _leases.Next();
            _rows.Take(lease, max);
            if (!lease.Alone)
            {
                _segments.Take(lease, max);
            }

            if (lease.Open == 0)
            {
                return null;
            }

            _leases.Add(lease, now + options.LockDuration.Ticks);
            return lease;
        }
    }

    /// <summary>The rows that a lease still holds: its time may end while they are read.</summary>
    public List<QueuedRow> RowsOf(Lease lease)
    {
        lock (_gate)
        {
            return [.. lease.Rows];
        }
    }

    /// <summary>Removes a message from its lease; null when the lock is lost.</summary>
    public (Lease Lease, Segment? Segment, int Offset, QueuedRow? Row)? Release(long token, long sequenceNumber)
    {
        lock (_gate)
        {
            return _leases.Find(token)?.Release(sequenceNumber);
        }
    }

    /// <summary>Everything in leases whose time is over, to be put into rows of its own and delivered again.</summary>
    public List<MessageMove> TakeExpired()
    {
        lock (_gate)
        {
            return _leases.TakeExpired(Now);
        }
    }

    /// <summary>The next moment at which time alone makes something receivable, in ticks.</summary>
    public long? NextMoment()
    {
        lock (_gate)
        {
            _rows.Promote(Now);
            var expiry = _leases.NextExpiry;
            return _rows.NextDue is { } due && !(expiry <= due) ? due : expiry;
        }
    }

    /// <summary>A receive failed behind its lock: the lease ends soon and its messages come back.</summary>
    public void EndSoon(Lease lease, TimeSpan delay)
    {
        lock (_gate)
        {
            _leases.ExpireAt(lease, Now + delay.Ticks);
        }

        Available?.Invoke();
    }

    /// <summary>Moves that are committed.</summary>
    public void Moved(List<MessageMove> moves)
    {
        var wake = false;
        lock (_gate)
        {
            var outOfSegments = 0;
            foreach (var move in moves)
            {
                outOfSegments += move.Segment is null ? 0 : 1;
                if (move.Row is { } left)
                {
                    _rows.Settled(left);
                }

                _dead += move.Kind == MoveKind.Bury ? 1 : 0;
                if (move.Kind == MoveKind.Wait)
                {
                    PutOff(move);
                    wake = true;
                }

                wake |= EndIfEmpty(move.Lease);
            }

            _segments.Settled(outOfSegments);
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
            var retryAt = Now + TimeSpan.TicksPerSecond;
            foreach (var move in moves)
            {
                move.Lease.TakeBack(move);
                _leases.Refill(move.Lease, retryAt);
            }
        }

        Available?.Invoke();
    }

    public (long Active, long Scheduled, long Dead, long? Oldest) Depth()
    {
        lock (_gate)
        {
            _rows.Promote(Now);
            var oldest = _segments.Oldest()?.EnqueuedAt;
            if (_rows.OldestActive is { } row && !(oldest < row))
            {
                oldest = row;
            }

            return (_segments.Open + _rows.Active, _rows.Scheduled, _dead, oldest);
        }
    }

    /// <summary>The first segment of those counted in advance that nobody received.</summary>
    public long? FirstUntouched()
    {
        lock (_gate)
        {
            return _segments.FirstUntouched();
        }
    }

    public void ForgetPayload(Segment segment)
    {
        lock (_gate)
        {
            _segments.Forget(segment);
        }
    }

    /// <summary>Under a lease of their own: should the disk refuse the move, it is tried again when that ends.</summary>
    private void TakeWaiting(Segment segment, List<MessageMove> waiting)
    {
        var lease = _leases.Next();
        for (var offset = 0; offset < segment.Count; offset++)
        {
            if (segment.Waits(offset))
            {
                lease.Parts.Add((segment, offset, offset + 1));
                segment.Remove(offset);
                waiting.Add(new(MoveKind.Wait, segment, offset, null, lease) { Due = segment.DueOf(offset) });
            }
        }

        _leases.Add(lease, Now + TimeSpan.TicksPerSecond);
    }

    private void PutOff(in MessageMove move)
    {
        var row = move.Row ?? new QueuedRow(move.SequenceNumber, move.EnqueuedAt, move.Due, move.Deliveries);
        row.Due = move.Due;
        _rows.Schedule(row);
    }

    private bool EndIfEmpty(Lease lease)
    {
        if (lease.Open > 0)
        {
            return false;
        }

        _leases.Remove(lease);
        return _rows.Ended(lease);
    }
}
