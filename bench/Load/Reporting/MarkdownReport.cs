using System.Globalization;
using System.Text;

namespace OrderRelay.Load.Reporting;

/// <summary>A comparison as a Markdown table, and its place in a document.</summary>
internal static class MarkdownReport
{
    public static string Render(Report report, LoadResult sample)
    {
        var text = new StringBuilder();
        text.Append("| | ratio to ").Append(report.Yardstick).AppendLine(" | acks/s | p50 ms | p99 ms | server CPU µs/event | server MB |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (var variant in report.Variants)
        {
            text.Append("| ").Append(variant.Name);
            Cell(text, variant.RatioToYardstick, "0.00");
            Cell(text, variant.RequestsPerSecond, "#,0");
            Cell(text, variant.P50Milliseconds, "0.00");
            Cell(text, variant.P99Milliseconds, "0.00");
            Cell(text, variant.ServerCpuMicrosecondsPerRequest, "0.0");
            Cell(text, variant.ServerRssMegabytes, "0");
            text.AppendLine(" |");
        }

        var machine = report.Machine;
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Median of {report.Rounds} interleaved rounds (min..max), {sample.Connections} connections, {sample.ElapsedSeconds:0.#} s each after {sample.WarmupSeconds:0.#} s of warm-up, {sample.Loop} loop, bodies of {sample.MeanBodyBytes:0} bytes on average. {(report.AllAccepted ? "Every request was answered with a 2xx." : "NOT every request was accepted: these figures are not comparable.")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{machine.Date:yyyy-MM-dd}, {machine.Cores} cores of {machine.Processor}, {machine.Kernel}, {machine.Runtime}, {machine.FileSystem}, fdatasync of 4 KiB p50 {machine.FdatasyncP50Milliseconds:0.###} ms, p99 {machine.FdatasyncP99Milliseconds:0.###} ms. Driver and server share the cores; the driver took {report.Variants.Max(v => v.DriverCores.Median):0.0} of them at most, and other processes {report.Variants.Max(v => v.OtherCores?.Max ?? 0):0.0} in the worst run.");
        return text.ToString();
    }

    /// <summary>Replaces what stands between the document's two marks.</summary>
    /// <param name="document">Holds <c>&lt;!-- NAME:begin --&gt;</c> and <c>&lt;!-- NAME:end --&gt;</c>.</param>
    /// <param name="markdown">Ends with a line's end.</param>
    /// <param name="name">Of the marks.</param>
    /// <exception cref="FormatException">The marks are not there.</exception>
    public static string Insert(string document, string markdown, string name = "results")
    {
        var (from, to) = ($"<!-- {name}:begin -->", $"<!-- {name}:end -->");
        var begin = document.IndexOf(from, StringComparison.Ordinal);
        var end = document.IndexOf(to, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new FormatException($"the document has no {from} … {to}");

        return $"{document[..(begin + from.Length)]}\n{markdown}{document[end..]}";
    }

    private static void Cell(StringBuilder text, Spread? spread, string format)
    {
        text.Append(" | ");
        if (spread is null)
            text.Append('–');
        else
            text.Append(CultureInfo.InvariantCulture, $"{Number(spread.Median)} ({Number(spread.Min)}..{Number(spread.Max)})");

        string Number(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
