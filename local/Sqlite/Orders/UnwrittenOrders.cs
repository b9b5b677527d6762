using System.Collections.Frozen;
using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Orders whose committed events are not in their rows yet. An order that moves often is written once for several of its events;
/// a start finds those that a crash left behind by their events. The writer changes this, readers look at it.
/// </summary>
internal sealed class UnwrittenOrders(TimeProvider time)
{
    /// <summary>Kept at most. It bounds what a start after a crash folds again, and the memory that their states take.</summary>
    public const int Most = 16_384;

    /// <summary>Rows written with one group when they have waited long enough: a part of the time that its events take, so that no group
    /// waits long for another's rows.</summary>
    public const int WithOneGroup = 256;

    /// <summary>Rows written with one group when there are too many and groups are large, as in a backlog, where nobody waits for one
    /// event: new orders lie all over the indexes, so that writing each of these pages for many of them spares a third of all bytes.
    /// At a steady load the disk would keep acknowledgements waiting for it.</summary>
    public const int WhenFull = 4096;

    /// <summary>Changes of a group from which on it is large.</summary>
    public const int LargeGroup = 128;

    /// <summary>A row is written after this though there is room. The longer it is, the more of an order's events share one row; a
    /// reader does not notice.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<OrderKey, KnownOrder> _orders = [];
    private readonly Queue<(OrderKey Key, long FirstEvent, long Since)> _byAge = new();

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _orders.Count == 0;
            }
        }
    }

    public KnownOrder? Find(OrderKey key)
    {
        lock (_gate)
        {
            return _orders.GetValueOrDefault(key);
        }
    }

    /// <summary>As they are now.</summary>
    public IReadOnlyDictionary<OrderKey, KnownOrder> Snapshot()
    {
        lock (_gate)
        {
            return _orders.Count == 0 ? FrozenDictionary<OrderKey, KnownOrder>.Empty : new Dictionary<OrderKey, KnownOrder>(_orders);
        }
    }

    public void Put(OrderKey key, KnownOrder order)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(key, out var earlier) || earlier.FirstEvent != order.FirstEvent)
            {
                _byAge.Enqueue((key, order.FirstEvent, time.GetTimestamp()));
            }

            _orders[key] = order;
        }
    }

    public void Remove(OrderKey key)
    {
        lock (_gate)
        {
            _ = _orders.Remove(key);
            while (_byAge.TryPeek(out var oldest) && !IsWaiting(oldest))
            {
                _ = _byAge.Dequeue();
            }
        }
    }

    /// <summary>Milliseconds until a row has to be written though no event comes; negative when there is none to write.</summary>
    public int DueIn()
    {
        lock (_gate)
        {
            return _byAge.TryPeek(out var oldest) ? (int)Math.Max(0, Math.Ceiling((Longest - time.GetElapsedTime(oldest.Since)).TotalMilliseconds)) : -1;
        }
    }

    /// <summary>Those whose rows are to be written with the next group, the oldest first.</summary>
    /// <param name="changes">Of the group before, as which the next one will be.</param>
    public List<(OrderKey Key, KnownOrder Order)> Due(int changes)
    {
        lock (_gate)
        {
            var tooMany = Math.Max(_orders.Count - Most, 0);
            var full = tooMany > 0 && changes >= LargeGroup ? WhenFull : tooMany;
            var old = _byAge.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) >= Longest ? WithOneGroup : 0;
            return Oldest(Math.Max(full, old));
        }
    }

    public List<(OrderKey Key, KnownOrder Order)> All()
    {
        lock (_gate)
        {
            return Oldest(_orders.Count);
        }
    }

    /// <summary>The first event that is in no row once so many of the oldest are written; null when none is left.</summary>
    public long? FirstEventBehind(int written)
    {
        lock (_gate)
        {
            foreach (var entry in _byAge)
            {
                if (IsWaiting(entry) && written-- == 0)
                {
                    return entry.FirstEvent;
                }
            }
        }

        return null;
    }

    private List<(OrderKey, KnownOrder)> Oldest(int count)
    {
        var oldest = new List<(OrderKey, KnownOrder)>(count);
        foreach (var entry in _byAge)
        {
            if (oldest.Count == count)
            {
                break;
            }

            if (IsWaiting(entry))
            {
                oldest.Add((entry.Key, _orders[entry.Key]));
            }
        }

        return oldest;
    }

    /// <summary>Another entry of the same order, with another first event, may have taken this one's place.</summary>
    private bool IsWaiting((OrderKey Key, long FirstEvent, long Since) entry)
        => _orders.TryGetValue(entry.Key, out var order) && order.FirstEvent == entry.FirstEvent;
}
