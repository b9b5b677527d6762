using System.Numerics;

namespace OrderRelay.Load.Measuring;

/// <summary>
/// Latencies in nanoseconds, in buckets that grow with the value: below 2,048 ns exact, above it 1,024 buckets per
/// doubling, so a percentile is never less than the true one and at most 0.1 % more. Recording allocates nothing.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBucketBits = 11;
    private const int HalfBucket = 1 << (SubBucketBits - 1);

    /// <summary>Values from here on share the last bucket; 2^42 ns is more than an hour.</summary>
    private const int MaxBits = 42;

    private readonly long[] counts = new long[(MaxBits - SubBucketBits + 2) * HalfBucket];
    private double sum;

    public long Count { get; private set; }

    public long Max { get; private set; }

    public double Mean => Count == 0 ? 0 : sum / Count;

    public void Record(long nanoseconds)
    {
        var value = Math.Max(0, nanoseconds);
        counts[Math.Min(IndexOf(value), counts.Length - 1)]++;
        sum += value;
        Count++;
        Max = Math.Max(Max, value);
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < counts.Length; i++)
            counts[i] += other.counts[i];

        Count += other.Count;
        sum += other.sum;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>The smallest bucket bound that this part of the values does not exceed; 0 when nothing was recorded.</summary>
    /// <param name="percent">From 0 to 100.</param>
    public long Percentile(double percent)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(percent / 100 * Count));
        var seen = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            seen += counts[i];
            if (seen >= rank)
                return Math.Min(UpperBound(i), Max);
        }

        return Max;
    }

    private static int IndexOf(long value)
    {
        var shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)value) - SubBucketBits);
        return (shift * HalfBucket) + (int)(value >> shift);
    }

    private static long UpperBound(int index)
    {
        var shift = Math.Max(0, (index / HalfBucket) - 1);
        var sub = index - (shift * HalfBucket);
        return ((sub + 1L) << shift) - 1;
    }
}
