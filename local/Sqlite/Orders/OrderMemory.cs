using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Recent orders as stored, so that an order that is moving is neither read nor parsed again, and the number of orders by
/// headline. The committer keeps it true: it is the only one that changes an order.
/// </summary>
internal sealed class OrderMemory(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OrderKey, LinkedListNode<StoredOrder>> _byKey = [];
    private readonly LinkedList<StoredOrder> _byUse = new();
    private readonly long[] _counts = new long[Enum.GetValues<Headline>().Length];
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

    public StoredOrder? Find(OrderKey key)
    {
        lock (_gate)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                return null;
            }

            if (node.Previous is not null)
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
            }

            return node.Value;
        }
    }

    /// <summary>As the committer wrote it.</summary>
    public void Committed(StoredOrder order, Headline? before)
    {
        lock (_gate)
        {
            if (before is { } earlier)
            {
                _counts[(int)earlier]--;
            }

            _counts[(int)order.State.Headline]++;
            _changes++;
            Put(order);
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
    public void Read(StoredOrder order, long changes)
    {
        lock (_gate)
        {
            if (changes == _changes)
            {
                Put(order);
            }
        }
    }

    public void Forget(OrderKey key)
    {
        lock (_gate)
        {
            _changes++;
            if (_byKey.Remove(key, out var node))
            {
                _byUse.Remove(node);
            }
        }
    }

    private void Put(StoredOrder order)
    {
        if (_byKey.TryGetValue(order.State.Key, out var node))
        {
            node.Value = order;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return;
        }

        if (capacity == 0)
        {
            return;
        }

        if (_byKey.Count >= capacity && _byUse.Last is { } last)
        {
            _ = _byKey.Remove(last.Value.State.Key);
            _byUse.RemoveLast();
        }

        _byKey.Add(order.State.Key, _byUse.AddFirst(order));
    }
}
