namespace OrderRelay.Core.Telemetry;

/// <summary>How far every counter had come at one moment.</summary>
internal sealed record StatsMark
{
    public required DateTimeOffset At { get; init; }

    public required long Accepted { get; init; }

    public required long Refused { get; init; }

    public required long Duplicates { get; init; }

    public required long Late { get; init; }

    public required long Retries { get; init; }

    public required LatencyHistogram Ack { get; init; }

    public required LatencyHistogram Lag { get; init; }

    /// <summary>Now. Its latencies go on counting until it is <see cref="Kept"/>.</summary>
    public static StatsMark Of(PipelineStats stats, DateTimeOffset at) => new()
    {
        At = at,
        Accepted = stats.AcceptedTotal,
        Refused = stats.RefusedByReason.Values.Sum(),
        Duplicates = stats.DuplicateTotal,
        Late = stats.LateTotal,
        Retries = stats.RetriedTotal,
        Ack = stats.Ack,
        Lag = stats.EndToEnd,
    };

    public StatsMark Kept() => this with { Ack = Ack.Copy(), Lag = Lag.Copy() };

    /// <summary>What was counted from an earlier mark to this one, as the minute of the earlier one.</summary>
    public StatsMinute Since(StatsMark earlier, long? queueDepth) => new(earlier.At)
    {
        Received = Accepted + Refused - earlier.Accepted - earlier.Refused,
        Accepted = Accepted - earlier.Accepted,
        Duplicates = Duplicates - earlier.Duplicates,
        Late = Late - earlier.Late,
        Refused = Refused - earlier.Refused,
        AckP50 = Milliseconds(Ack.PercentileSince(earlier.Ack, 50)),
        AckP99 = Milliseconds(Ack.PercentileSince(earlier.Ack, 99)),
        LagP50 = Milliseconds(Lag.PercentileSince(earlier.Lag, 50)),
        LagP99 = Milliseconds(Lag.PercentileSince(earlier.Lag, 99)),
        QueueDepth = queueDepth,
        Retries = Retries - earlier.Retries,
    };

    private static double? Milliseconds(long? nanoseconds) => nanoseconds is { } known ? Math.Round(known / 1e6, 3) : null;
}
