using System.Numerics;

namespace OrderRelay.Core.Telemetry;

/// <summary>
/// Durations in microseconds, in log-linear buckets of 1,024 steps an octave: quantiles are right to 0.1 %. Recording is
/// one interlocked increment, from any thread.
/// </summary>
public sealed class LatencyHistogram
{
    private const int SubBucketBits = 10;
    private const int SubBuckets = 1 << SubBucketBits;
    private const int Octaves = 27;

    private readonly long[] counts = new long[SubBuckets * (Octaves + 1)];
    private long total;
    private long max;

    public long Count => Volatile.Read(ref total);

    public TimeSpan Max => TimeSpan.FromMicroseconds(Volatile.Read(ref max));

    public void Record(TimeSpan duration)
    {
        var micros = Math.Max(0, duration.Ticks / TimeSpan.TicksPerMicrosecond);
        Interlocked.Increment(ref counts[IndexOf(micros)]);
        Interlocked.Increment(ref total);
        var seen = Volatile.Read(ref max);
        while (micros > seen)
        {
            var previous = Interlocked.CompareExchange(ref max, micros, seen);
            if (previous == seen)
            {
                break;
            }

            seen = previous;
        }
    }

    /// <summary>The smallest duration that at least <paramref name="quantile"/> of all records do not exceed.</summary>
    /// <param name="quantile">From 0 to 1.</param>
    /// <returns>Zero when nothing was recorded.</returns>
    public TimeSpan Quantile(double quantile)
    {
        var count = Count;
        if (count == 0)
        {
            return TimeSpan.Zero;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(quantile * count));
        long seen = 0;
        for (var index = 0; index < counts.Length; index++)
        {
            seen += Volatile.Read(ref counts[index]);
            if (seen >= rank)
            {
                return TimeSpan.FromMicroseconds(Math.Min(UpperBoundOf(index), Volatile.Read(ref max)));
            }
        }

        return Max;
    }

    private static int IndexOf(long micros)
    {
        if (micros < SubBuckets)
        {
            return (int)micros;
        }

        var shift = BitOperations.Log2((ulong)micros) - SubBucketBits;
        var octave = shift + 1;
        return octave > Octaves
            ? (SubBuckets * (Octaves + 1)) - 1
            : (octave * SubBuckets) + (int)((micros >> shift) - SubBuckets);
    }

    private static long UpperBoundOf(int index)
    {
        var octave = index / SubBuckets;
        if (octave == 0)
        {
            return index;
        }

        var shift = octave - 1;
        return ((long)(SubBuckets + (index % SubBuckets) + 1) << shift) - 1;
    }
}
