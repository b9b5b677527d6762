namespace OrderRelay.Core.Notifications;

/// <summary>When a notification is tried again: exponential backoff with full jitter, for a day at least. Pure.</summary>
public static class DeliverySchedule
{
    /// <summary>It is never given up before it was tried for so long.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromHours(24);

    /// <summary>It is never given up before it was tried so often: quiet hours and pauses may have eaten the day.</summary>
    public const int MinAttempts = 8;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <param name="attempt">Attempts made, from 1.</param>
    /// <param name="elapsed">Since the first attempt.</param>
    /// <param name="jitter">From 0 to 1: how much of the backoff is waited. All of it is random, so that requests that failed together do not come back together.</param>
    /// <param name="retryAfter">What the receiver asked for; it waits no less, but no longer than a day.</param>
    /// <returns>How long to wait; null to give up.</returns>
    public static TimeSpan? Next(int attempt, TimeSpan elapsed, double jitter, TimeSpan? retryAfter)
    {
        if (elapsed >= Span && attempt >= MinAttempts)
        {
            return null;
        }

        var delay = Ceiling(attempt) * Math.Clamp(jitter, 0, 1);
        var asked = retryAfter is { } wish ? TimeSpan.FromTicks(Math.Min(wish.Ticks, Span.Ticks)) : TimeSpan.Zero;
        return TimeSpan.FromTicks(Math.Max(Math.Max(delay.Ticks, asked.Ticks), Shortest.Ticks));
    }

    /// <summary>5 s, 10 s, 20 s, … up to 4 hours.</summary>
    private static TimeSpan Ceiling(int attempt)
        => TimeSpan.FromSeconds(Math.Min(First.TotalSeconds * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30)), Longest.TotalSeconds));
}
