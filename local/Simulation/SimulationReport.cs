using System.Globalization;
using Spectre.Console;

namespace OrderRelay.Local.Simulation;

/// <summary>The end of a run, for people.</summary>
internal static class SimulationReport
{
    private const int MaxDifferences = 20;

    public static void Write(IAnsiConsole console, SimulationOutcome outcome)
    {
        var summary = SimulationSummary.Of(outcome);
        console.Write(Figures(summary));
        WriteAcks(console, summary.AckMilliseconds);
        if (outcome.Verification is { } result)
        {
            WriteVerification(console, result);
        }

        WriteVerdict(console, summary);
    }

    private static Table Figures(SimulationSummary summary)
    {
        var table = Plain("").AddColumns("", "", "").HideHeaders();
        table.Columns[1].RightAligned().NoWrap();
        Row("orders", summary.Orders, "");
        Row("events", summary.Events, Say($"{summary.OutOfOrder:N0} sent after a later one, {summary.Late:N0} held back to the end, {summary.UnknownStatuses:N0} of unknown status"));
        Row("duplicates", summary.Duplicates, "");
        Row("junk", summary.Junk, summary.Junk == 0 ? "" : "answered " + Counts(summary.JunkAnswers));
        Row("acknowledged", summary.Acknowledged, Say($"{summary.RequestsPerSecond:N0} requests/s for {summary.DurationSeconds:0.0} s"));
        Row("refused", summary.Refused.Values.Sum(), Counts(summary.Refused));
        Row("retries", summary.Retries, "");
        Row("given up", summary.GivenUp, summary.GivenUp == 0 ? "" : "no attempt was acknowledged");
        return table;

        void Row(string what, long count, string more) => table.AddRow(new Text(what), new Text(Say($"{count:N0}")), new Text(more, new Style(Color.Grey)));
    }

    private static void WriteAcks(IAnsiConsole console, AckSummary acks)
    {
        if (acks.Count == 0)
        {
            return;
        }

        var table = Plain("").AddColumns("p50", "p90", "p99", "p99.9", "max");
        foreach (var column in table.Columns)
        {
            column.RightAligned();
        }

        table.AddRow([.. new[] { acks.P50, acks.P90, acks.P99, acks.P999, acks.Max }.Select(static value => Say($"{value:N2}"))]);
        console.WriteLine($"Milliseconds to a 2xx, from when a request was {acks.CountedFrom}:");
        console.Write(table);
    }

    private static void WriteVerification(IAnsiConsole console, VerificationResult result)
    {
        if (result.Wrong > 0)
        {
            var table = Plain("Orders that are not as they must be").AddColumns("Order", "What", "True", "Shown");
            table.Columns[0].NoWrap();
            foreach (var difference in result.Differences.Take(MaxDifferences))
            {
                table.AddRow(
                    new Text($"{difference.Provider}/{difference.OrderId}"), new Text(difference.What),
                    new Text(difference.Expected, new Style(Color.Green)), new Text(difference.Shown, new Style(Color.Red)));
            }

            console.Write(table);
            if (result.Differences.Count > MaxDifferences)
            {
                console.WriteLine(Say($"There are more; --json lists the first {result.Differences.Count}."));
            }
        }

        var settled = result.Wrong == 0 ? Say($"; the pipeline took {result.Settled.TotalSeconds:0.0} s to settle") : "";
        var color = result.Wrong == 0 ? Color.Green : Color.Red;
        console.Write(new Text(Say($"{result.Orders - result.Wrong:N0} of {result.Orders:N0} orders equal the truth{settled}.\n"), new Style(color)));
        if (!result.Drained)
        {
            console.Write(new Text("The relay did not say that its queue was empty: what differs may still be under way. --settle waits longer.\n", new Style(Color.Yellow)));
        }
    }

    private static void WriteVerdict(IAnsiConsole console, SimulationSummary summary)
    {
        if (summary.Stopped)
        {
            console.Write(new Text("Stopped before its end; no order was compared.\n", new Style(Color.Yellow)));
        }
        else if (summary.GivenUp > 0)
        {
            console.Write(new Text(Say($"{summary.GivenUp:N0} webhooks were given up: the receiver never acknowledged them.\n"), new Style(Color.Red)));
        }
        else if (summary.Verification is null)
        {
            console.Write(new Text("Every webhook was acknowledged.\n", new Style(Color.Green)));
        }
    }

    private static Table Plain(string title)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.Title = title.Length == 0 ? null : new TableTitle(Markup.Escape(title), new Style(decoration: Decoration.Bold));
        return table;
    }

    private static string Counts(IReadOnlyDictionary<string, long> counts) => string.Join(", ", counts.Select(static count => Say($"{count.Key}: {count.Value:N0}")));

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
