namespace OrderRelay.Load.Reporting.Comparing;

/// <summary>Everything that a comparison shows, made from its raw runs alone.</summary>
internal sealed record Comparison
{
    public required Machine Machine { get; init; }

    /// <summary>What was run, to run it again.</summary>
    public required string Command { get; init; }

    public required int Rounds { get; init; }

    public required IReadOnlyList<LoadRow> ClosedLoop { get; init; }

    public required IReadOnlyList<LoadRow> OpenLoop { get; init; }

    /// <summary>Over OrderRelay as it ships.</summary>
    public required IReadOnlyList<RatioRow> OverRelay { get; init; }

    /// <summary>Over the bare endpoint.</summary>
    public required IReadOnlyList<RatioRow> OverBare { get; init; }

    public required IReadOnlyList<DrainRow> Drains { get; init; }

    public required IReadOnlyList<Target> Targets { get; init; }

    /// <summary>Variant and cause of each run without a figure.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    public Spread? DriverCores { get; init; }

    public Spread? OtherCores { get; init; }

    public static Comparison Of(IReadOnlyList<ComparedRun> runs, Machine machine, string command)
    {
        var loads = runs.Where(run => run.Load is not null).ToArray();
        var drains = runs.Where(run => run.Drain is not null).ToArray();
        var relayDrains = drains.Where(run => run.Variant == Variants.Relay).ToDictionary(run => run.Round, run => run.Drain!.EventsPerSecond);
        return new Comparison
        {
            Machine = machine,
            Command = command,
            Rounds = runs.Select(run => run.Round).Distinct().Count(),
            ClosedLoop = [.. Groups(loads).Where(IsClosed).Select(LoadRow.Of)],
            OpenLoop = [.. Groups(loads).Where(group => !IsClosed(group)).Select(LoadRow.Of)],
            OverRelay = Ratios(loads, Variants.Relay),
            OverBare = Ratios(loads, Variants.Bare),
            Drains = [.. drains.GroupBy(run => run.Variant, StringComparer.Ordinal).OrderBy(group => Variants.Position(group.Key)).Select(group => DrainRow.Of([.. group], relayDrains))],
            Targets = Comparing.Targets.Of(runs),
            Failures = [.. runs.Where(run => run.Failure is not null).Select(run => $"{Variants.Title(run.Variant)}, round {run.Round}: {run.Failure}")],
            DriverCores = Spread.OfKnown(loads.Select(run => (double?)(run.Load!.DriverCpuSeconds / run.Load.ElapsedSeconds))),
            OtherCores = Spread.OfKnown(loads.Select(run => run.Load!.OtherCpuSeconds / run.Load.ElapsedSeconds)),
        };
    }

    private static IReadOnlyList<RatioRow> Ratios(ComparedRun[] loads, string yardstick)
    {
        var closed = Groups(loads).Where(IsClosed).ToArray();
        var yard = closed.Where(group => group[0].Variant == yardstick)
            .ToDictionary(group => group[0].Load!.Connections, group => group.ToDictionary(run => run.Round, run => run.Load!));
        return [.. closed.Where(group => yard.ContainsKey(group[0].Load!.Connections)).Select(group => RatioRow.Of(group, yard[group[0].Load!.Connections]))];
    }

    /// <summary>The runs of one variant under one load, in the order of the tables.</summary>
    private static IEnumerable<ComparedRun[]> Groups(IEnumerable<ComparedRun> loads)
        => loads.GroupBy(run => (run.Variant, run.Load!.Connections, run.Load.TargetRequestsPerSecond))
            .OrderBy(group => group.Key.TargetRequestsPerSecond).ThenBy(group => group.Key.Connections).ThenBy(group => Variants.Position(group.Key.Variant))
            .Select(group => group.ToArray());

    private static bool IsClosed(ComparedRun[] group) => group[0].Load!.TargetRequestsPerSecond is null;
}
