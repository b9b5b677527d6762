using System.Text.Json.Serialization;

namespace OrderRelay.Core.Telemetry;

/// <summary>What was counted within one minute. Latencies in milliseconds; null where nothing was measured.</summary>
/// <param name="At">When it began.</param>
public sealed record StatsMinute(DateTimeOffset At)
{
    /// <summary>Webhooks that came in, accepted or refused.</summary>
    public long Received { get; init; }

    public long Accepted { get; init; }

    public long Duplicates { get; init; }

    public long Late { get; init; }

    public long Refused { get; init; }

    /// <summary>From the whole body read to the event durable.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? AckP50 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? AckP99 { get; init; }

    /// <summary>From received to projected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? LagP50 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? LagP99 { get; init; }

    /// <summary>Messages that were due when it was last looked at; null where the host cannot tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? QueueDepth { get; init; }

    /// <summary>Events that their provider had tried to deliver before.</summary>
    public long Retries { get; init; }
}
