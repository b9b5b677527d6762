using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace OrderRelay.Core.RateLimiting;

/// <summary>
/// A bucket per address in a table of fixed size. An IPv6 client counts by its /64, all of which it can use. Each address has four
/// places; where all are taken, the one that was used least makes room, and its address begins anew. Two requests that meet on a
/// place which changes hands may count for the wrong one of two addresses, by one.
/// </summary>
internal sealed class AddressBuckets(Pace pace)
{
    private const int Sets = 4096;
    private const int Places = 4;

    private readonly Bucket[] _buckets = new Bucket[Sets * Places];

    /// <inheritdoc cref="Pace.Take"/>
    public long Take(IPAddress address, long now)
    {
        var key = KeyOf(address);
        var set = _buckets.AsSpan(((int)((uint)HashCode.Combine(key) % Sets)) * Places, Places);
        foreach (ref var bucket in set)
        {
            if (Volatile.Read(ref bucket.Key) == key)
            {
                return pace.Take(ref bucket.Full, now);
            }
        }

        ref var place = ref Least(set);
        var former = Volatile.Read(ref place.Key);
        if (Interlocked.CompareExchange(ref place.Key, key, former) == former)
        {
            Volatile.Write(ref place.Full, 0);
        }

        return pace.Take(ref place.Full, now);
    }

    private static ref Bucket Least(Span<Bucket> set)
    {
        var least = 0;
        for (var place = 1; place < set.Length; place++)
        {
            least = Volatile.Read(ref set[place].Full) < Volatile.Read(ref set[least].Full) ? place : least;
        }

        return ref set[least];
    }

    /// <summary>Never 0, which marks a place that is free. An IPv4 address is the same however it is written.</summary>
    private static long KeyOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out _);
        var v4 = address.AddressFamily == AddressFamily.InterNetwork ? bytes[..4]
            : address.IsIPv4MappedToIPv6 ? bytes[12..]
            : default;
        var key = v4.IsEmpty ? BinaryPrimitives.ReadInt64BigEndian(bytes) : 0x0000_FFFF_0000_0000 | BinaryPrimitives.ReadUInt32BigEndian(v4);
        return key == 0 ? 1 : key;
    }

    private struct Bucket
    {
        public long Key;
        public long Full;
    }
}
