namespace OrderRelay.Local.Sqlite;

/// <summary>Messages in rows of their own, from the moment they are put off to their settlement. Part of
/// <see cref="PendingMessages"/>, under its lock.</summary>
internal sealed class PendingRows
{
    private readonly PriorityQueue<QueuedRow, (long Due, long Sequence)> _scheduled = new();
    private readonly SortedDictionary<long, QueuedRow> _ready = [];
    private readonly SortedDictionary<long, QueuedRow> _readyAlone = [];
    private readonly SortedDictionary<long, QueuedRow> _active = [];
    private bool _aloneOut;

    /// <summary>Rows that wait for their time.</summary>
    public int Scheduled => _scheduled.Count;

    /// <summary>Rows whose time has come, under a lock or not.</summary>
    public int Active => _active.Count;

    /// <summary>When the oldest active one was enqueued, in ticks.</summary>
    public long? OldestActive
    {
        get
        {
            foreach (var (_, row) in _active)
            {
                return row.EnqueuedAt;
            }

            return null;
        }
    }

    /// <summary>When the next one comes due, in ticks.</summary>
    public long? NextDue => _scheduled.TryPeek(out _, out var due) ? due.Due : null;

    public void Schedule(QueuedRow row) => _scheduled.Enqueue(row, (row.Due, row.SequenceNumber));

    public void Promote(long now)
    {
        while (_scheduled.TryPeek(out var row, out var due) && due.Due <= now)
        {
            _ = _scheduled.Dequeue();
            _active[row.SequenceNumber] = row;
            (row.Deliveries >= PendingMessages.AloneFrom ? _readyAlone : _ready)[row.SequenceNumber] = row;
        }
    }

    public void Take(Lease lease, int max)
    {
        if (_readyAlone.Count > 0 && !_aloneOut)
        {
            TakeFirst(lease, _readyAlone);
            lease.Alone = true;
            _aloneOut = true;
            return;
        }

        while (_ready.Count > 0 && lease.Open < max)
        {
            TakeFirst(lease, _ready);
        }
    }

    /// <summary>It left its lease.</summary>
    public void Settled(QueuedRow row) => _ = _active.Remove(row.SequenceNumber);

    /// <summary>The lease has nothing left.</summary>
    /// <returns>True when another message that is delivered by itself may now be.</returns>
    public bool Ended(Lease lease)
    {
        var wake = lease.Alone && _aloneOut;
        _aloneOut &= !lease.Alone;
        return wake;
    }

    private static void TakeFirst(Lease lease, SortedDictionary<long, QueuedRow> from)
    {
        using var first = from.GetEnumerator();
        _ = first.MoveNext();
        var row = first.Current.Value;
        _ = from.Remove(row.SequenceNumber);
        row.Deliveries++;
        lease.Rows.Add(row);
        lease.Open++;
    }
}
