namespace OrderRelay.Local.Cli;

/// <summary>What the relay counted since it started.</summary>
internal sealed record RelayStats
{
    public DateTimeOffset Since { get; init; }

    public DateTimeOffset At { get; init; }

    public long Accepted { get; init; }

    /// <summary>Over the last seconds; null from a relay that does not say.</summary>
    public double? AcceptedPerSecond { get; init; }

    public IReadOnlyDictionary<string, long> Refused { get; init; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, long> Verdicts { get; init; } = new Dictionary<string, long>();

    public long Duplicates { get; init; }

    public long Late { get; init; }

    public long ProviderRetries { get; init; }

    public required RelayQuantiles AckMilliseconds { get; init; }

    public required RelayQuantiles EndToEndMilliseconds { get; init; }

    public RelayQueue? Queue { get; init; }

    public IReadOnlyDictionary<string, long> Orders { get; init; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, long> DeadLetters { get; init; } = new Dictionary<string, long>();

    public IReadOnlyList<RelayUnknownStatus> UnknownStatuses { get; init; } = [];
}

internal sealed record RelayQuantiles(long Count, double P50, double P99);

internal sealed record RelayQueue(long Active, long Scheduled, long Dead);

internal sealed record RelayUnknownStatus(string Provider, string Status, long Count);
