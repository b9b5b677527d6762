using System.Globalization;
using System.Text.Json;

namespace OrderRelay.Load.Reporting.Comparing;

/// <summary>One step of a growth run.</summary>
/// <param name="Part"><c>events</c>, <c>orders</c> or <c>history</c>: what grows.</param>
/// <param name="Size">How much of it there was when the step began; for events, when it ended.</param>
/// <param name="Load">What was measured.</param>
internal sealed record GrowthRun(string Part, long Size, LoadResult Load)
{
    /// <param name="line">Part, size and JSON, separated by tabs.</param>
    public static GrowthRun Parse(string line)
    {
        var parts = line.Split('\t', 3);
        return parts.Length == 3
            && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var size)
            && JsonSerializer.Deserialize(parts[2], ResultJson.Default.LoadResult) is { } load
            ? new GrowthRun(parts[0], size, load)
            : throw new FormatException("a step's line is: part, size, JSON, separated by tabs");
    }
}
