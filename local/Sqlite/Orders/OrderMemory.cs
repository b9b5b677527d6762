using System.Buffers;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Recent orders as stored, so that an order that is moving is not looked for on disk, and the number of orders by headline.
/// The committer keeps it true: it is the only one that changes an order. It holds bytes, each order's in a buffer that is
/// written over: states kept as objects would outlive the young generations and be replaced with every event, which cost
/// the garbage collector more than reading one costs here. An order whose row is behind stays, whatever the capacity.
/// </summary>
internal sealed class OrderMemory(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OrderKey, LinkedListNode<Kept>> _byKey = [];
    private readonly LinkedList<Kept> _byUse = new();
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
        byte[] copy;
        int length;
        long version;
        long? erasedAt;
        lock (_gate)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                return null;
            }

            Use(node);

            (length, version, erasedAt) = (node.Value.Length, node.Value.Version, node.Value.ErasedAt);
            copy = ArrayPool<byte>.Shared.Rent(length);
            node.Value.State.CopyTo(copy);
        }

        var order = OrderImage.Read(copy.AsSpan(0, length), version, erasedAt);
        ArrayPool<byte>.Shared.Return(copy);
        return order;
    }

    /// <summary>As the committer wrote it.</summary>
    public void Committed(in OrderImage order, Headline? before)
    {
        lock (_gate)
        {
            if (before is { } earlier)
            {
                _counts[(int)earlier]--;
            }

            _counts[(int)order.Headline]++;
            _changes++;
            Put(order);
        }
    }

    /// <summary>The state of an order whose row is behind. For the writer alone, and until it changes that order.</summary>
    /// <exception cref="InvalidOperationException">It is not here in that version.</exception>
    public ReadOnlySpan<byte> StateOf(OrderKey key, long version)
    {
        lock (_gate)
        {
            return _byKey.TryGetValue(key, out var node) && node.Value.Version == version
                ? node.Value.State
                : throw new InvalidOperationException("the state of an order that is not written yet is missing");
        }
    }

    /// <summary>The row has this version now: the order may make room for others.</summary>
    public void Written(OrderKey key, long version)
    {
        lock (_gate)
        {
            if (!_byKey.TryGetValue(key, out var node) || node.List is not null || node.Value.Version != version)
            {
                return;
            }

            _byUse.AddFirst(node);
            if (_byKey.Count > capacity && _byUse.Last is { } last)
            {
                _ = _byKey.Remove(last.Value.Key);
                _byUse.RemoveLast();
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
    public void Read(in OrderImage order, long changes)
    {
        lock (_gate)
        {
            if (changes == _changes)
            {
                Put(order);
            }
        }
    }

    /// <summary>It may not be what is stored; what is not written yet is stored nowhere else.</summary>
    public void Forget(OrderKey key)
    {
        lock (_gate)
        {
            _changes++;
            if (_byKey.TryGetValue(key, out var node) && node.List is not null)
            {
                _ = _byKey.Remove(key);
                _byUse.Remove(node);
            }
        }
    }

    private void Put(in OrderImage order)
    {
        if (_byKey.TryGetValue(order.Key, out var node))
        {
            node.Value.Take(order);
            Keep(node, order.IsUnwritten);
        }
        else if (order.IsUnwritten || capacity > 0)
        {
            Keep(NodeFor(order), order.IsUnwritten);
        }
    }

    /// <summary>Where there is no room, the one that goes leaves its buffer and its node to the one that comes.</summary>
    private LinkedListNode<Kept> NodeFor(in OrderImage order)
    {
        var node = _byKey.Count >= capacity ? _byUse.Last : null;
        if (node is not null)
        {
            _ = _byKey.Remove(node.Value.Key);
        }

        node ??= new(new());
        node.Value.Take(order);
        _byKey.Add(order.Key, node);
        return node;
    }

    /// <summary>Whoever is in the list may go; what is not written yet is in none.</summary>
    private void Keep(LinkedListNode<Kept> node, bool unwritten)
    {
        if (!unwritten && node.List is null)
        {
            _byUse.AddFirst(node);
        }
        else if (unwritten && node.List is not null)
        {
            _byUse.Remove(node);
        }
        else
        {
            Use(node);
        }
    }

    private void Use(LinkedListNode<Kept> node)
    {
        if (node.Previous is not null)
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }
    }

    private sealed class Kept
    {
        private const int Step = 256;
        private byte[] _bytes = [];

        public OrderKey Key { get; private set; }

        public long Version { get; private set; }

        public long? ErasedAt { get; private set; }

        public int Length { get; private set; }

        public ReadOnlySpan<byte> State => _bytes.AsSpan(0, Length);

        public void Take(in OrderImage order)
        {
            var state = order.State.Span;
            if (state.Length > _bytes.Length)
            {
                _bytes = new byte[(state.Length + Step - 1) / Step * Step];
            }

            state.CopyTo(_bytes);

            // Nothing of an erased person stays behind a shorter state.
            _bytes.AsSpan(state.Length).Clear();
            (Version, ErasedAt, Length) = (order.Version, order.ErasedAt, state.Length);

            // A new key of equal texts would grow old here with every event, for the old one's sake.
            if (Key != order.Key)
            {
                Key = order.Key;
            }
        }
    }
}
