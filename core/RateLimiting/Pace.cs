namespace OrderRelay.Core.RateLimiting;

/// <summary>
/// A token bucket as one number: the instant at which it would be full again (the generic cell rate algorithm). Taking from it is a
/// comparison and an exchange; nothing is locked, allocated or timed.
/// </summary>
internal readonly struct Pace
{
    private readonly long _interval;
    private readonly long _tolerance;

    /// <param name="rate">What it allows.</param>
    /// <param name="frequency">Of the timestamps, per second.</param>
    public Pace(Rate rate, long frequency)
    {
        _interval = Math.Max(1, (long)(frequency / rate.PerSecond));
        _tolerance = _interval * (Math.Max(1, rate.Burst) - 1);
    }

    /// <summary>Takes one from a bucket.</summary>
    /// <param name="full">When the bucket would be full; 0 for one that was never used.</param>
    /// <param name="now">A timestamp.</param>
    /// <returns>0 when one was taken; otherwise after how much of the timestamp's units there will be one.</returns>
    public long Take(ref long full, long now)
    {
        while (true)
        {
            var seen = Volatile.Read(ref full);
            var from = Math.Max(seen, now);
            if (from - now > _tolerance)
            {
                return from - now - _tolerance;
            }

            if (Interlocked.CompareExchange(ref full, from + _interval, seen) == seen)
            {
                return 0;
            }
        }
    }
}
