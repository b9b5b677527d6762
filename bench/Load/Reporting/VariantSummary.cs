namespace OrderRelay.Load.Reporting;

/// <summary>One variant over all rounds.</summary>
internal sealed record VariantSummary
{
    public required string Name { get; init; }

    /// <summary>Requests per second over the yardstick's of the same round.</summary>
    public required Spread RatioToYardstick { get; init; }

    public required Spread RequestsPerSecond { get; init; }

    public required Spread P50Milliseconds { get; init; }

    public required Spread P99Milliseconds { get; init; }

    public Spread? ServerCpuMicrosecondsPerRequest { get; init; }

    public Spread? ServerRssMegabytes { get; init; }

    public required Spread DriverCores { get; init; }

    /// <summary>Cores that neither the driver nor the server took: noise.</summary>
    public Spread? OtherCores { get; init; }

    public static VariantSummary Of(string name, IReadOnlyList<LoadResult> results, IReadOnlyList<double> ratios) => new()
    {
        Name = name,
        RatioToYardstick = Spread.Of(ratios),
        RequestsPerSecond = Spread.Of(results.Select(r => r.RequestsPerSecond)),
        P50Milliseconds = Spread.Of(results.Select(r => r.P50Milliseconds)),
        P99Milliseconds = Spread.Of(results.Select(r => r.P99Milliseconds)),
        ServerCpuMicrosecondsPerRequest = Spread.OfKnown(results.Select(r => r.ServerCpuMicrosecondsPerRequest)),
        ServerRssMegabytes = Spread.OfKnown(results.Select(r => r.ServerRssMegabytes)),
        OtherCores = Spread.OfKnown(results.Select(r => r.OtherCpuSeconds / r.ElapsedSeconds)),
        DriverCores = Spread.Of(results.Select(r => r.DriverCpuSeconds / r.ElapsedSeconds)),
    };
}
