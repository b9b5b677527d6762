using System.Globalization;
using System.Text;

namespace OrderRelay.Load.Reporting.Comparing;

/// <summary>A comparison as Markdown.</summary>
internal static class ComparisonReport
{
    public static string Render(Comparison comparison)
    {
        var text = new StringBuilder();
        Loads(text, "Closed loop", comparison.ClosedLoop, "connections", static row => Number(row.Connections, "#,0"));
        Ratios(text, "The same over bare Kestrel's of the same round", comparison.OverBare, Variants.Bare);
        Ratios(text, "The same over OrderRelay's of the same round", comparison.OverRelay, Variants.Relay);
        Loads(text, "Open loop", comparison.OpenLoop, "due per second", static row => Number(row.Rate ?? 0, "#,0"));
        Drains(text, comparison.Drains);
        Judged(text, comparison.Targets);
        if (comparison.Failures.Count > 0)
        {
            text.AppendLine().AppendLine("**Runs without a figure**").AppendLine();
            foreach (var failure in comparison.Failures)
                text.Append("- ").AppendLine(failure);
        }

        Facts(text, comparison);
        return text.ToString();
    }

    private static void Loads(StringBuilder text, string title, IReadOnlyList<LoadRow> rows, string loadName, Func<LoadRow, string> load)
    {
        if (rows.Count == 0)
            return;

        Head(text, title, "", loadName, "acks/s", "p50 ms", "p99 ms", "p99.9 ms", "end to end, events/s", "CPU µs/event", "MB");
        foreach (var row in rows)
        {
            Line(
                text, Variants.Title(row.Variant) + (row.Whole ? "" : " (!)"), load(row), Cell(row.RequestsPerSecond, "#,0"),
                Cell(row.P50Milliseconds, "0.00"), Cell(row.P99Milliseconds, "0.00"), Cell(row.P999Milliseconds, "0.00"),
                Cell(row.ProjectedPerSecond, "#,0"), Cell(row.CpuMicrosecondsPerEvent, "0.0"), Cell(row.Megabytes, "0"));
        }

        if (rows.Any(row => !row.Whole))
            text.AppendLine().AppendLine("(!) Not every request was answered with a 2xx, or not every event was projected in the time allowed.");
    }

    private static void Ratios(StringBuilder text, string title, IReadOnlyList<RatioRow> rows, string yardstick)
    {
        var others = rows.Where(row => row.Variant != yardstick).ToArray();
        if (others.Length == 0)
            return;

        Head(text, title, "", "connections", "acks/s", "p50", "p99", "p99.9", "end to end", "CPU/event", "memory");
        foreach (var row in others)
        {
            Line(
                text, Variants.Title(row.Variant), Number(row.Connections, "#,0"), Cell(row.RequestsPerSecond, "0.00"), Cell(row.P50Milliseconds, "0.00"),
                Cell(row.P99Milliseconds, "0.00"), Cell(row.P999Milliseconds, "0.00"), Cell(row.ProjectedPerSecond, "0.00"), Cell(row.CpuPerEvent, "0.00"), Cell(row.Memory, "0.00"));
        }
    }

    private static void Drains(StringBuilder text, IReadOnlyList<DrainRow> rows)
    {
        if (rows.Count == 0)
            return;

        Head(text, "Backlog", "", "events", "drained, events/s", "over OrderRelay", "CPU µs/event", "MB");
        foreach (var row in rows)
        {
            Line(
                text, Variants.Title(row.Variant), Cell(row.Events, "#,0"), Cell(row.EventsPerSecond, "#,0"), Cell(row.RatioToRelay, "0.00"),
                Cell(row.CpuMicrosecondsPerEvent, "0.0"), Cell(row.Megabytes, "0"));
        }
    }

    private static void Judged(StringBuilder text, IReadOnlyList<Target> targets)
    {
        Head(text, "Targets", "", "bound", "measured", "");
        foreach (var target in targets)
        {
            Line(
                text, target.Name, $"{(target.AtLeast ? "at least" : "at most")} {Number(target.Bound, "0.##")}", Cell(target.Measured, "0.00"),
                target.Met switch { true => "met", false => "NOT met", null => "not measured" });
        }
    }

    private static void Facts(StringBuilder text, Comparison comparison)
    {
        var machine = comparison.Machine;
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"`{comparison.Command}`, {machine.Date:yyyy-MM-dd}: median of {comparison.Rounds} interleaved {(comparison.Rounds == 1 ? "round" : "rounds")} (min..max).");
        text.AppendLine(CultureInfo.InvariantCulture, $"{machine.Cores} cores of {machine.Processor}, {machine.Kernel}, {machine.Runtime}, {machine.FileSystem}, fdatasync of 4 KiB p50 {machine.FdatasyncP50Milliseconds:0.###} ms, p99 {machine.FdatasyncP99Milliseconds:0.###} ms. Driver and servers share the cores; the driver took {comparison.DriverCores?.Median ?? 0:0.0} of them at the median, and processes of neither side {comparison.OtherCores?.Max ?? 0:0.0} in the worst run.");
    }

    private static void Head(StringBuilder text, string title, params string[] columns)
    {
        text.AppendLine(text.Length == 0 ? $"**{title}**" : $"{Environment.NewLine}**{title}**").AppendLine();
        Line(text, columns);
        text.Append('|').Insert(text.Length, "---|", columns.Length).AppendLine();
    }

    private static void Line(StringBuilder text, params string[] cells) => text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static string Cell(Spread? spread, string format) => spread switch
    {
        null => "–",
        { } one when one.Min == one.Max => Number(one.Median, format),
        _ => $"{Number(spread.Median, format)} ({Number(spread.Min, format)}..{Number(spread.Max, format)})",
    };

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
