namespace OrderRelay.Load.Reporting.Comparing;

/// <summary>Judges a comparison's runs. Every ratio is taken within its round.</summary>
internal static class Targets
{
    public static IReadOnlyList<Target> Of(IReadOnlyList<ComparedRun> runs) =>
    [
        new("durable acks alone over bare Kestrel, 64 connections", 0.5, true, AcksOverBare(runs, Variants.RelayAcks, 64)),
        new("durable acks alone over bare Kestrel, 256 connections", 0.6, true, AcksOverBare(runs, Variants.RelayAcks, 256)),
        new("durable acks with the projection behind over bare Kestrel, 64 connections", 0.4, true, AcksOverBare(runs, Variants.Relay, 64)),
        new("events/s from end to end over the best durable peer, 64 connections", 4, true, OverBestPeer(runs, run => EndToEnd(run, 64))),
        new("backlog drained per second over the best peer", 1, true, OverBestPeer(runs, static run => run.Drain?.EventsPerSecond)),
        new("p99 in ms, open loop at 2,000/s", 4, false, OpenLoopP99(runs, 2_000)),
        new("p99 in ms, open loop at 20,000/s", 15, false, OpenLoopP99(runs, 20_000)),
        new("CPU in µs per event from end to end, 64 connections", 60, false, RelayCpu(runs, 64)),
    ];

    private static Spread? AcksOverBare(IEnumerable<ComparedRun> runs, string variant, int connections)
        => Ratio(runs, run => run.Variant == variant ? Acks(run, connections) : null, run => run.Variant == Variants.Bare ? Acks(run, connections) : null);

    private static Spread? OverBestPeer(IEnumerable<ComparedRun> runs, Func<ComparedRun, double?> figure)
        => Ratio(runs, run => run.Variant == Variants.Relay ? figure(run) : null, run => Variants.IsPeer(run.Variant) ? figure(run) : null);

    private static Spread? OpenLoopP99(IEnumerable<ComparedRun> runs, double rate)
        => Spread.OfKnown(runs.Select(run => run is { Variant: Variants.Relay, Load: { } load } && load.TargetRequestsPerSecond == rate ? load.P99Milliseconds : (double?)null));

    private static Spread? RelayCpu(IEnumerable<ComparedRun> runs, int connections)
        => Spread.OfKnown(runs.Select(run => run.Variant == Variants.Relay && IsClosed(run, connections) ? run.Load!.Projection?.ServerCpuMicrosecondsPerEvent : null));

    /// <summary>The best of each side within a round, divided; then over the rounds that have both.</summary>
    private static Spread? Ratio(IEnumerable<ComparedRun> runs, Func<ComparedRun, double?> numerator, Func<ComparedRun, double?> denominator)
        => Spread.OfKnown(runs.GroupBy(run => run.Round).Select(round => round.Max(denominator) is > 0 and var below ? round.Max(numerator) / below : null));

    private static double? Acks(ComparedRun run, int connections) => IsClosed(run, connections) ? run.Load!.RequestsPerSecond : null;

    private static double? EndToEnd(ComparedRun run, int connections) => IsClosed(run, connections) ? run.Load!.Projection?.EventsPerSecond : null;

    private static bool IsClosed(ComparedRun run, int connections) => run.Load is { TargetRequestsPerSecond: null } load && load.Connections == connections;
}
