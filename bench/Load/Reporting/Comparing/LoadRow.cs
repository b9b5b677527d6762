namespace OrderRelay.Load.Reporting.Comparing;

/// <summary>One variant under one load over all rounds.</summary>
internal sealed record LoadRow
{
    public required string Variant { get; init; }

    public required int Connections { get; init; }

    /// <summary>Requests due per second; null for a closed loop.</summary>
    public double? Rate { get; init; }

    public required Spread RequestsPerSecond { get; init; }

    public required Spread P50Milliseconds { get; init; }

    public required Spread P99Milliseconds { get; init; }

    public required Spread P999Milliseconds { get; init; }

    /// <summary>Null where nothing is projected.</summary>
    public Spread? ProjectedPerSecond { get; init; }

    /// <summary>From receiving an event to its effect, or to its acknowledgement where nothing is projected.</summary>
    public Spread? CpuMicrosecondsPerEvent { get; init; }

    public Spread? Megabytes { get; init; }

    /// <summary>Every request of every round was accepted, and every accepted event was projected in the time allowed.</summary>
    public required bool Whole { get; init; }

    public static LoadRow Of(IReadOnlyList<ComparedRun> runs)
    {
        var results = runs.Select(run => run.Load!).ToArray();
        return new LoadRow
        {
            Variant = runs[0].Variant,
            Connections = results[0].Connections,
            Rate = results[0].TargetRequestsPerSecond,
            RequestsPerSecond = Spread.Of(results.Select(r => r.RequestsPerSecond)),
            P50Milliseconds = Spread.Of(results.Select(r => r.P50Milliseconds)),
            P99Milliseconds = Spread.Of(results.Select(r => r.P99Milliseconds)),
            P999Milliseconds = Spread.Of(results.Select(r => r.P999Milliseconds)),
            ProjectedPerSecond = Spread.OfKnown(results.Select(r => r.Projection?.EventsPerSecond)),
            CpuMicrosecondsPerEvent = Spread.OfKnown(results.Select(CpuPerEvent)),
            Megabytes = Spread.OfKnown(results.Select(Memory)),
            Whole = results.All(r => r.AllAccepted && r.Projection is null or { Complete: true }),
        };
    }

    public static double? CpuPerEvent(LoadResult result)
        => result.Projection is { } projection ? projection.ServerCpuMicrosecondsPerEvent : result.ServerCpuMicrosecondsPerRequest;

    public static double? Memory(LoadResult result) => result.Projection?.ServerMegabytes ?? result.ServerPssMegabytes ?? result.ServerRssMegabytes;
}
