namespace OrderRelay.Core.Telemetry;

/// <summary>
/// The last hour of this process, minute by minute, and how much it accepts just now. Made from what <see cref="PipelineStats"/> counts
/// anyway: recording an event costs nothing more, a minute's quantiles come out of the difference to the minute before.
/// </summary>
public sealed class StatsHistory(PipelineStats stats, TimeProvider time)
{
    public const int Minutes = 60;

    /// <summary>The rate is over this many looks, one a second.</summary>
    private const int Looks = 10;

    private readonly Lock gate = new();
    private readonly Queue<(long Timestamp, long Accepted)> looks = new(Looks + 1);
    private readonly Dictionary<DateTimeOffset, StatsMinute> minutes = [];
    private StatsMark mark = StatsMark.Of(stats, MinuteOf(time.GetUtcNow())).Kept();
    private long? depth;

    /// <summary>Accepted webhooks a second over the last ten seconds.</summary>
    public double AcceptedPerSecond
    {
        get
        {
            lock (gate)
            {
                var elapsed = looks.TryPeek(out var oldest) ? time.GetElapsedTime(oldest.Timestamp) : TimeSpan.Zero;
                return elapsed < TimeSpan.FromSeconds(1) ? 0 : Math.Round((stats.AcceptedTotal - oldest.Accepted) / elapsed.TotalSeconds, 2);
            }
        }
    }

    /// <summary>The last 60 minutes, the oldest first; the one under way is the last. A minute of which nothing is known has zeroes.</summary>
    public IReadOnlyList<StatsMinute> Points
    {
        get
        {
            lock (gate)
            {
                CloseMinutes();
                var now = mark.At;
                return [.. Enumerable.Range(1 - Minutes, Minutes)
                    .Select(offset => now.AddMinutes(offset))
                    .Select(at => at == now ? StatsMark.Of(stats, at).Since(mark, depth) : minutes.GetValueOrDefault(at) ?? new(at))];
            }
        }
    }

    /// <summary>Looks at the counters each second until it is cancelled.</summary>
    /// <param name="depthOf">Messages that are due; null where the host cannot tell.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<CancellationToken, ValueTask<long?>> depthOf, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        do
        {
            Look(await depthOf(cancellationToken));
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>One look at the counters, meant to be taken once a second.</summary>
    public void Look(long? queueDepth)
    {
        lock (gate)
        {
            CloseMinutes();
            depth = queueDepth;
            looks.Enqueue((time.GetTimestamp(), stats.AcceptedTotal));
            if (looks.Count > Looks)
            {
                _ = looks.Dequeue();
            }
        }
    }

    /// <summary>What was counted up to now belongs to the minute that was under way when somebody last looked.</summary>
    private void CloseMinutes()
    {
        var now = MinuteOf(time.GetUtcNow());
        if (now <= mark.At)
        {
            return;
        }

        var next = StatsMark.Of(stats, now).Kept();
        minutes[mark.At] = next.Since(mark, depth);
        mark = next;
        foreach (var old in minutes.Keys.Where(at => at <= now.AddMinutes(-Minutes)).ToList())
        {
            _ = minutes.Remove(old);
        }
    }

    private static DateTimeOffset MinuteOf(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
