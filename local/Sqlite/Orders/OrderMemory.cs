using System.Runtime.InteropServices;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Recent orders as stored, so that an order that is moving is not looked for on disk, and the number of orders by headline. The
/// committer keeps it true: it is the only one that changes an order. Whatever is used goes into one half of the room; when that is
/// full the other half, which was not used meanwhile, is let go and takes its turn.
/// </summary>
internal sealed class OrderMemory(int capacity)
{
    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[Enum.GetValues<Headline>().Length];
    private Dictionary<OrderKey, RememberedOrder> _recent = [];
    private Dictionary<OrderKey, RememberedOrder> _earlier = [];
    private long _changes;

    public void Count(Headline headline, long orders)
    {
        lock (_gate)
        {
            _counts[(int)headline] += orders;
        }
    }

    public Dictionary<Headline, long> Counts()
    {
        var counts = new Dictionary<Headline, long>();
        lock (_gate)
        {
            for (var index = 0; index < _counts.Length; index++)
            {
                if (_counts[index] > 0)
                {
                    counts.Add((Headline)index, _counts[index]);
                }
            }
        }

        return counts;
    }

    public StoredOrder? Find(OrderKey key) => Remembered(key)?.Read();

    /// <summary>As the committer wrote it.</summary>
    public void Committed(OrderKey key, KnownOrder order, Headline? before)
    {
        lock (_gate)
        {
            if (before is { } earlier)
            {
                _counts[(int)earlier]--;
            }

            _counts[(int)order.Now.Headline]++;
            _changes++;
            if (order.Remembered is { } remembered)
            {
                Put(key, remembered);
            }
        }
    }

    /// <summary>What a reader takes along, for <see cref="Read"/> to know whether anything was committed meanwhile.</summary>
    public long Changes()
    {
        lock (_gate)
        {
            return _changes;
        }
    }

    /// <summary>As a reader found it, unless anything was committed since it began: its snapshot may be older than that, and
    /// an older state would be shown until the order moves again.</summary>
    public void Read(OrderKey key, RememberedOrder order, long changes)
    {
        lock (_gate)
        {
            if (changes == _changes)
            {
                Put(key, order);
            }
        }
    }

    /// <summary>It may not be what is stored.</summary>
    public void Forget(OrderKey key)
    {
        lock (_gate)
        {
            _changes++;
            _ = _recent.Remove(key);
            _ = _earlier.Remove(key);
        }
    }

    private RememberedOrder? Remembered(OrderKey key)
    {
        lock (_gate)
        {
            if (_recent.TryGetValue(key, out var recent))
            {
                return recent;
            }

            if (!_earlier.Remove(key, out var earlier))
            {
                return null;
            }

            Put(key, earlier);
            return earlier;
        }
    }

    /// <summary>No order is in both halves: nothing of an erased person stays behind in the other one.</summary>
    private void Put(OrderKey key, RememberedOrder order)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_recent, key, out var known);
        place = order;
        if (known)
        {
            return;
        }

        _ = _earlier.Remove(key);
        if (_recent.Count > capacity / 2)
        {
            (_recent, _earlier) = (_earlier, _recent);
            _recent.Clear();
        }
    }
}
