namespace OrderRelay.Local.Sqlite;

/// <summary>Leases by token and by the end of their lock. Part of <see cref="PendingMessages"/>, under its lock.</summary>
internal sealed class PendingLeases
{
    private readonly Dictionary<long, Lease> _byToken = [];
    private readonly PriorityQueue<Lease, long> _expiries = new();
    private long _token;

    /// <summary>The next moment at which a lock ends, in ticks.</summary>
    public long? NextExpiry
    {
        get
        {
            while (_expiries.TryPeek(out var lease, out _) && lease.Open == 0)
            {
                _ = _expiries.Dequeue();
            }

            return _expiries.TryPeek(out _, out var expiry) ? expiry : null;
        }
    }

    /// <summary>A lease that holds nothing and is not known yet.</summary>
    public Lease Next() => new(_token + 1);

    public void Add(Lease lease, long expiresAt)
    {
        _token = lease.Token;
        _byToken.Add(lease.Token, lease);
        ExpireAt(lease, expiresAt);
    }

    public void ExpireAt(Lease lease, long moment)
    {
        lease.ExpiresAt = moment;
        _expiries.Enqueue(lease, moment);
    }

    public Lease? Find(long token) => _byToken.GetValueOrDefault(token);

    /// <summary>It has something again, which comes back when the lock ends, though not before <paramref name="retryAt"/>.</summary>
    public void Refill(Lease lease, long retryAt)
    {
        // While it held nothing, its moment may have been passed over.
        _ = _byToken.TryAdd(lease.Token, lease);
        ExpireAt(lease, Math.Max(lease.ExpiresAt, retryAt));
    }

    /// <summary>Everything in leases whose time is over.</summary>
    public List<MessageMove> TakeExpired(long now)
    {
        List<MessageMove> moves = [];
        while (_expiries.TryPeek(out var lease, out var expiry) && (expiry <= now || lease.Open == 0))
        {
            _ = _expiries.Dequeue();
            if (lease.Open > 0 && lease.ExpiresAt == expiry)
            {
                lease.GiveUp(moves);
                Remove(lease);
            }
        }

        return moves;
    }

    public void Remove(Lease lease) => _ = _byToken.Remove(lease.Token);
}
