using System.Globalization;
using System.Text.Json;

namespace OrderRelay.Load.Reporting;

/// <summary>One run among the interleaved ones of a comparison.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Variant">What was under load; the first variant of a round is the yardstick.</param>
/// <param name="Result">Its figures.</param>
internal sealed record Measurement(int Round, string Variant, LoadResult Result)
{
    /// <param name="line">Round, variant and the run's JSON, separated by tabs.</param>
    public static Measurement Parse(string line)
    {
        var parts = line.Split('\t', 3);
        var result = parts.Length == 3 ? JsonSerializer.Deserialize(parts[2], ResultJson.Default.LoadResult) : null;
        return result is null
            ? throw new FormatException("a run's line is: round, variant, JSON, separated by tabs")
            : new Measurement(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], result);
    }
}
