using System.Numerics;

namespace OrderRelay.Core.Telemetry;

/// <summary>
/// Latencies in nanoseconds, in buckets that grow with the value: below 2,048 ns exact, above it 1,024 buckets per doubling,
/// so a percentile is never less than the true one and at most 0.1 % more. Recording allocates nothing and is interlocked,
/// from any thread.
/// </summary>
public sealed class LatencyHistogram
{
    private const int SubBucketBits = 11;
    private const int HalfBucket = 1 << (SubBucketBits - 1);

    /// <summary>Values from here on share the last bucket; 2^52 ns is 52 days, longer than any queue keeps a message.</summary>
    private const int MaxBits = 52;

    private readonly long[] counts = new long[(MaxBits - SubBucketBits + 2) * HalfBucket];
    private long count;
    private long max;
    private double sum;

    public long Count => Volatile.Read(ref count);

    /// <summary>In nanoseconds.</summary>
    public long Max => Volatile.Read(ref max);

    /// <summary>In nanoseconds.</summary>
    public double Mean => Count is > 0 and var recorded ? Volatile.Read(ref sum) / recorded : 0;

    public void Record(TimeSpan duration)
        => Record(Math.Min(duration.Ticks, long.MaxValue / TimeSpan.NanosecondsPerTick) * TimeSpan.NanosecondsPerTick);

    /// <summary>Records a latency; a negative one counts as 0.</summary>
    public void Record(long nanoseconds)
    {
        var value = Math.Max(0, nanoseconds);
        Interlocked.Increment(ref counts[IndexOf(value)]);
        Interlocked.Increment(ref count);
        AddToSum(value);
        RaiseMax(value);
    }

    /// <summary>Takes in what another one recorded, which is to record nothing meanwhile.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var index = 0; index < counts.Length; index++)
        {
            Interlocked.Add(ref counts[index], other.counts[index]);
        }

        Interlocked.Add(ref count, other.count);
        AddToSum(other.sum);
        RaiseMax(other.max);
    }

    /// <summary>The buckets as they are now, to ask <see cref="PercentileSince"/> with later.</summary>
    public LatencyHistogram Copy()
    {
        var copy = new LatencyHistogram { count = Count, max = Max, sum = Volatile.Read(ref sum) };
        counts.CopyTo(copy.counts, 0);
        return copy;
    }

    /// <summary>Like <see cref="Percentile"/>, of what was recorded since an earlier copy was made.</summary>
    /// <returns>Null when nothing was.</returns>
    public long? PercentileSince(LatencyHistogram earlier, double percent)
    {
        var more = 0L;
        for (var index = 0; index < counts.Length; index++)
        {
            more += Volatile.Read(ref counts[index]) - earlier.counts[index];
        }

        var rank = Math.Max(1, (long)Math.Ceiling(percent / 100 * more));
        for (var index = 0; more > 0 && index < counts.Length; index++)
        {
            rank -= Volatile.Read(ref counts[index]) - earlier.counts[index];
            if (rank <= 0)
            {
                return Math.Min(UpperBound(index), Max);
            }
        }

        return null;
    }

    /// <summary>In nanoseconds, the smallest bucket bound that this part of the values does not exceed; 0 when nothing was recorded.</summary>
    /// <param name="percent">From 0 to 100.</param>
    public long Percentile(double percent)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(percent / 100 * Count));
        var seen = 0L;
        for (var index = 0; index < counts.Length - 1; index++)
        {
            seen += Volatile.Read(ref counts[index]);
            if (seen >= rank)
            {
                return Math.Min(UpperBound(index), Max);
            }
        }

        return Max;
    }

    private int IndexOf(long value)
    {
        var shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)value) - SubBucketBits);
        return (int)Math.Min((shift * HalfBucket) + (value >> shift), counts.Length - 1);
    }

    private static long UpperBound(int index)
    {
        var shift = Math.Max(0, (index / HalfBucket) - 1);
        var sub = index - (shift * HalfBucket);
        return ((sub + 1L) << shift) - 1;
    }

    private void AddToSum(double value)
    {
        var seen = Volatile.Read(ref sum);
        while (Interlocked.CompareExchange(ref sum, seen + value, seen) is var current && !current.Equals(seen))
        {
            seen = current;
        }
    }

    private void RaiseMax(long value)
    {
        var seen = Volatile.Read(ref max);
        while (value > seen && Interlocked.CompareExchange(ref max, value, seen) is var current && current != seen)
        {
            seen = current;
        }
    }
}
