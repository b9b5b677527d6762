namespace OrderRelay.Load.Reporting.Comparing;

/// <summary>One variant's closed loop divided by a yardstick's of the same round and connections: above 1 is more, which for all but the rates is worse.</summary>
internal sealed record RatioRow
{
    public required string Variant { get; init; }

    public required int Connections { get; init; }

    public Spread? RequestsPerSecond { get; init; }

    public Spread? P50Milliseconds { get; init; }

    public Spread? P99Milliseconds { get; init; }

    public Spread? P999Milliseconds { get; init; }

    public Spread? ProjectedPerSecond { get; init; }

    public Spread? CpuPerEvent { get; init; }

    public Spread? Memory { get; init; }

    public static RatioRow Of(IReadOnlyList<ComparedRun> runs, IReadOnlyDictionary<int, LoadResult> yardstickByRound)
    {
        var pairs = runs.Where(run => yardstickByRound.ContainsKey(run.Round)).Select(run => (Run: run.Load!, Yard: yardstickByRound[run.Round])).ToArray();
        return new RatioRow
        {
            Variant = runs[0].Variant,
            Connections = runs[0].Load!.Connections,
            RequestsPerSecond = Ratio(r => r.RequestsPerSecond),
            P50Milliseconds = Ratio(r => r.P50Milliseconds),
            P99Milliseconds = Ratio(r => r.P99Milliseconds),
            P999Milliseconds = Ratio(r => r.P999Milliseconds),
            ProjectedPerSecond = Ratio(r => r.Projection?.EventsPerSecond),
            CpuPerEvent = Ratio(LoadRow.CpuPerEvent),
            Memory = Ratio(LoadRow.Memory),
        };

        Spread? Ratio(Func<LoadResult, double?> figure)
            => Spread.OfKnown(pairs.Select(pair => figure(pair.Yard) is > 0 and var yard ? figure(pair.Run) / yard : null));
    }
}
