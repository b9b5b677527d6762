namespace OrderRelay.Load.Reporting;

/// <summary>A comparison: each variant against the yardstick of its own round.</summary>
internal sealed record Report
{
    public required string Yardstick { get; init; }

    public required int Rounds { get; init; }

    public required bool AllAccepted { get; init; }

    public required IReadOnlyList<VariantSummary> Variants { get; init; }

    public required Machine Machine { get; init; }

    /// <param name="measurements">Every variant once per round.</param>
    /// <param name="yardstick">The variant that the others are divided by.</param>
    /// <param name="machine">Where it ran.</param>
    public static Report Of(IReadOnlyList<Measurement> measurements, string yardstick, Machine machine)
    {
        var bare = measurements.Where(m => m.Variant == yardstick).ToDictionary(m => m.Round, m => m.Result.RequestsPerSecond);
        var variants = measurements
            .GroupBy(m => m.Variant, StringComparer.Ordinal)
            .Select(group => VariantSummary.Of(group.Key, [.. group.Select(m => m.Result)], [.. group.Select(m => m.Result.RequestsPerSecond / bare[m.Round])]))
            .OrderByDescending(variant => variant.Name == yardstick);

        return new Report
        {
            Yardstick = yardstick,
            Rounds = bare.Count,
            AllAccepted = measurements.All(m => m.Result.AllAccepted),
            Variants = [.. variants],
            Machine = machine,
        };
    }
}
