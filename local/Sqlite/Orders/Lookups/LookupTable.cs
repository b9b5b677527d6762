using System.Numerics;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Lookups in memory, found by their hash and walked nearly in its order: a bucket holds a range of hashes. It consists of two arrays
/// without references, so that the garbage collector has nothing to look at.
/// </summary>
internal sealed class LookupTable
{
    /// <summary>An order's number has no more.</summary>
    public const int OrderBits = 32 + HighBits;

    private const int HighBits = 64 - LookupHash.Bits;
    private const int Smallest = 1024;

    /// <summary>The first entry of each bucket, counted from one; 0 where it is empty.</summary>
    private int[] _heads = new int[Smallest];
    private Entry[] _entries = new Entry[Smallest];

    public int Count { get; private set; }

    public int Buckets => _heads.Length;

    public void Add(Lookup lookup)
    {
        if (Count == _entries.Length)
        {
            Grow();
        }

        _entries[Count++].Lookup = lookup;
        Chain(Count);
    }

    /// <summary>Adds the orders of a hash to a list.</summary>
    public void Find(long hash, List<long> orders)
    {
        for (var number = _heads[BucketOf(hash)]; number > 0; number = _entries[number - 1].Next)
        {
            if (_entries[number - 1].Hash == hash)
            {
                orders.Add(_entries[number - 1].Lookup.Order);
            }
        }
    }

    /// <summary>Adds the lookups of a bucket to a list. The hashes of a bucket lie before those of the next.</summary>
    public void CopyBucket(int bucket, List<Lookup> lookups)
    {
        for (var number = _heads[bucket]; number > 0; number = _entries[number - 1].Next)
        {
            lookups.Add(_entries[number - 1].Lookup);
        }
    }

    public void Clear()
    {
        Array.Clear(_heads);
        Count = 0;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _heads = new int[_entries.Length];
        for (var number = 1; number <= Count; number++)
        {
            Chain(number);
        }
    }

    private void Chain(int number)
    {
        ref var entry = ref _entries[number - 1];
        ref var head = ref _heads[BucketOf(entry.Hash)];
        entry.Next = head;
        head = number;
    }

    private int BucketOf(long hash) => (int)(hash >> (LookupHash.Bits - BitOperations.Log2((uint)_heads.Length)));

    /// <summary>16 bytes: the hash and, in the bits that it leaves free, the upper ones of the order.</summary>
    private struct Entry
    {
        private ulong _hashAndHighOrder;
        private uint _lowOrder;

        public int Next;

        public Lookup Lookup
        {
            readonly get => new(Hash, (long)(_hashAndHighOrder & ((1UL << HighBits) - 1)) << 32 | _lowOrder);
            set
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)value.Order, (1UL << OrderBits) - 1);
                _hashAndHighOrder = ((ulong)value.Hash << HighBits) | (ulong)(value.Order >> 32);
                _lowOrder = (uint)value.Order;
            }
        }

        public readonly long Hash => (long)(_hashAndHighOrder >> HighBits);
    }
}
