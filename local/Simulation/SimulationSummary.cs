using System.Text.Json.Serialization;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Local.Simulation;

/// <summary>The end of a run, for programs. Names carry the units.</summary>
internal sealed record SimulationSummary
{
    public required bool Good { get; init; }

    /// <summary>It was ended before its end, so that a comparison would say nothing.</summary>
    public required bool Stopped { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>With the same seed and options, it makes the same bytes again.</summary>
    public required DateTimeOffset Begin { get; init; }

    public required double DurationSeconds { get; init; }

    public required double RequestsPerSecond { get; init; }

    public required long Orders { get; init; }

    public required long Events { get; init; }

    /// <summary>Of the events, those held back until their order was over.</summary>
    public required long Late { get; init; }

    /// <summary>Of the events, those sent after a later one, the late ones apart.</summary>
    public required long OutOfOrder { get; init; }

    /// <summary>Of the events, those with a status that no table knows.</summary>
    public required long UnknownStatuses { get; init; }

    public required long Duplicates { get; init; }

    public required long Junk { get; init; }

    public required long Acknowledged { get; init; }

    public required long Retries { get; init; }

    public required long GivenUp { get; init; }

    /// <summary>Answers that are no 2xx, by status, and requests without one; not those to junk.</summary>
    public required IReadOnlyDictionary<string, long> Refused { get; init; }

    public required IReadOnlyDictionary<string, long> JunkAnswers { get; init; }

    public required AckSummary AckMilliseconds { get; init; }

    public VerificationSummary? Verification { get; init; }

    public static SimulationSummary Of(SimulationOutcome outcome)
    {
        var tally = outcome.Run.Tally;
        return new()
        {
            Good = outcome.IsGood,
            Stopped = outcome.Stopped,
            Seed = outcome.Options.Traffic.Seed,
            Begin = outcome.Options.Traffic.Begin,
            DurationSeconds = Math.Round(outcome.Run.Took.TotalSeconds, 3),
            RequestsPerSecond = Math.Round(tally.Requests / Math.Max(0.001, outcome.Run.Took.TotalSeconds), 1),
            Orders = outcome.Run.Orders,
            Events = tally.Events,
            Late = tally.Sent(SendKind.Late),
            OutOfOrder = tally.Overtaken,
            UnknownStatuses = tally.Sent(SendKind.Unknown),
            Duplicates = tally.Sent(SendKind.Duplicate),
            Junk = tally.Sent(SendKind.Junk),
            Acknowledged = tally.Acknowledged,
            Retries = tally.Retries,
            GivenUp = tally.GivenUp,
            Refused = tally.Refusals,
            JunkAnswers = tally.JunkAnswers,
            AckMilliseconds = AckSummary.Of(tally.Acks, outcome.Options.Rate is null ? "sent" : "due"),
            Verification = outcome.Verification is { } result
                ? new(result.Orders, result.Wrong, result.Drained, Math.Round(result.Settled.TotalSeconds, 3), result.Differences)
                : null,
        };
    }
}

/// <summary>Latency of every 2xx, counted from when the request was <c>sent</c>, or where a rate was given from when it was <c>due</c>.</summary>
internal sealed record AckSummary(string CountedFrom, long Count, double P50, double P90, double P99, double P999, double Max)
{
    public static AckSummary Of(LatencyHistogram acks, string countedFrom) => new(
        countedFrom, acks.Count, At(acks.Percentile(50)), At(acks.Percentile(90)), At(acks.Percentile(99)), At(acks.Percentile(99.9)), At(acks.Max));

    private static double At(long nanoseconds) => Math.Round(nanoseconds / 1e6, 3);
}

internal sealed record VerificationSummary(long Orders, long Wrong, bool Drained, double SettledSeconds, IReadOnlyList<OrderDifference> Differences);

/// <summary>The JSON of <c>simulate --json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(SimulationSummary))]
internal sealed partial class SimulationJson : JsonSerializerContext;
