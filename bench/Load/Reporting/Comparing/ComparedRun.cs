using System.Globalization;
using System.Text.Json;
using OrderRelay.Load.Running;

namespace OrderRelay.Load.Reporting.Comparing;

/// <summary>One line of a comparison's raw runs. Of the last three one is set.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Variant">What was measured.</param>
/// <param name="Load">A run under load, closed or open loop.</param>
/// <param name="Drain">The backlog's projection.</param>
/// <param name="Failure">Why there is no figure, and where to read more.</param>
internal sealed record ComparedRun(int Round, string Variant, LoadResult? Load, EventProjection? Drain, string? Failure)
{
    /// <param name="line">Round, variant, one of <c>load</c>, <c>drain</c>, <c>failed</c>, and JSON or text, separated by tabs.</param>
    public static ComparedRun Parse(string line)
    {
        var parts = line.Split('\t', 4);
        if (parts.Length < 4 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var round))
            throw new FormatException("a run's line is: round, variant, kind, JSON, separated by tabs");

        var run = new ComparedRun(round, parts[1], null, null, null);
        return parts[2] switch
        {
            "load" => run with { Load = JsonSerializer.Deserialize(parts[3], ResultJson.Default.LoadResult) },
            "drain" => run with { Drain = JsonSerializer.Deserialize(parts[3], ResultJson.Default.EventProjection) },
            "failed" => run with { Failure = parts[3] },
            var other => throw new FormatException($"'{other}' is no kind of run: load, drain, failed"),
        };
    }
}
