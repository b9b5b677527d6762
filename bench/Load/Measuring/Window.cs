using System.Diagnostics;

namespace OrderRelay.Load.Measuring;

/// <summary>The measured part of a run, in ticks of <see cref="Stopwatch"/>: after the warm-up, before the end.</summary>
internal sealed record Window(long RunStart, long From, long Until)
{
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    public bool Contains(long ticks) => ticks >= From && ticks < Until;

    public static long Nanoseconds(long ticks) => (long)(ticks * NanosecondsPerTick);

    public static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);

    public static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;
}
