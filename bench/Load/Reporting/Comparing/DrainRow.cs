namespace OrderRelay.Load.Reporting.Comparing;

/// <summary>How fast one variant projected a backlog, over all rounds.</summary>
internal sealed record DrainRow
{
    public required string Variant { get; init; }

    public required Spread Events { get; init; }

    public required Spread EventsPerSecond { get; init; }

    /// <summary>Over OrderRelay's of the same round.</summary>
    public Spread? RatioToRelay { get; init; }

    public Spread? CpuMicrosecondsPerEvent { get; init; }

    public Spread? Megabytes { get; init; }

    public static DrainRow Of(IReadOnlyList<ComparedRun> runs, IReadOnlyDictionary<int, double> relayByRound) => new()
    {
        Variant = runs[0].Variant,
        Events = Spread.Of(runs.Select(run => (double)run.Drain!.Events)),
        EventsPerSecond = Spread.Of(runs.Select(run => run.Drain!.EventsPerSecond)),
        RatioToRelay = Spread.OfKnown(runs.Select(run => relayByRound.TryGetValue(run.Round, out var relay) && relay > 0 ? run.Drain!.EventsPerSecond / relay : (double?)null)),
        CpuMicrosecondsPerEvent = Spread.OfKnown(runs.Select(run => run.Drain!.ServerCpuMicrosecondsPerEvent)),
        Megabytes = Spread.OfKnown(runs.Select(run => run.Drain!.ServerMegabytes)),
    };
}
