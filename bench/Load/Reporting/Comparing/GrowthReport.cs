using System.Globalization;
using System.Text;

namespace OrderRelay.Load.Reporting.Comparing;

/// <summary>Does memory stay flat, and the cost of an event with it? As Markdown.</summary>
internal static class GrowthReport
{
    private const double MostMegabytes = 300;
    private const double Tolerance = 0.10;

    private static readonly (string Part, string Title, string Size)[] Parts =
    [
        ("events", "Memory over events", "events so far"),
        ("orders", "Cost by stored orders", "stored orders"),
        ("history", "Cost by events of one order, in order", "events of each order"),
    ];

    public static string Render(IReadOnlyList<GrowthRun> runs, Machine machine, string command)
    {
        var text = new StringBuilder();
        foreach (var (part, title, size) in Parts)
        {
            if (runs.Where(run => run.Part == part).ToArray() is { Length: > 0 } steps)
                Table(text, title, size, steps);
        }

        text.AppendLine("| | bound | measured | |").AppendLine("|---|---|---|---|");
        if (runs.Any(static run => run.Part == "events"))
            Judge(text, "memory over all events, MB", MostMegabytes, runs.Where(static run => run.Part == "events").Max(static run => LoadRow.Memory(run.Load) ?? double.NaN));

        foreach (var (part, title, _) in Parts[1..])
        {
            if (runs.Where(run => run.Part == part).ToArray() is { Length: > 1 } steps)
                Judge(text, $"{title.ToLowerInvariant()}, farthest from the first row", Tolerance, steps.Max(step => Math.Abs(OverFirst(steps, step) - 1)));
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"`{command}`, {machine.Date:yyyy-MM-dd}, {machine.Cores} cores of {machine.Processor}, {machine.Kernel}, {machine.Runtime}, {machine.FileSystem}. Processes of neither side took {runs.Max(static run => run.Load.OtherCpuSeconds / run.Load.ElapsedSeconds) ?? 0:0.0} cores in the worst step.");
        return text.ToString();
    }

    private static void Table(StringBuilder text, string title, string size, GrowthRun[] steps)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"**{title}**").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| {size} | end to end, events/s | CPU µs/event | over the first row | KB written/event | KB read/event | MB | |").AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var step in steps)
        {
            var (load, projected) = (step.Load, step.Load.Projection);
            var whole = load.AllAccepted && projected is null or { Complete: true };
            text.Append(CultureInfo.InvariantCulture, $"| {step.Size:#,0} | {projected?.EventsPerSecond:#,0} | {LoadRow.CpuPerEvent(load):0.0} | {OverFirst(steps, step):0.00} ")
                .Append(CultureInfo.InvariantCulture, $"| {projected?.ServerWrittenKilobytesPerEvent:0.0} | {projected?.ServerReadKilobytesPerEvent:0.0} ")
                .AppendLine(CultureInfo.InvariantCulture, $"| {LoadRow.Memory(load):0} | {(whole ? "" : "not all accepted or projected")} |");
        }

        text.AppendLine();
    }

    private static double OverFirst(GrowthRun[] steps, GrowthRun step)
        => (LoadRow.CpuPerEvent(step.Load) / LoadRow.CpuPerEvent(steps[0].Load)) ?? double.NaN;

    private static void Judge(StringBuilder text, string name, double bound, double measured)
        => text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | at most {bound:0.##} | {measured:0.##} | {(measured <= bound ? "met" : "NOT met")} |");
}
