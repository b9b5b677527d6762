using System.Globalization;
using OrderRelay.Local.Cli;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OrderRelay.Local.Demo;

/// <summary>The timeline that shows most of what the fold does.</summary>
internal static class InterestingTimeline
{
    private const int WidthForNames = 100;

    /// <summary>The timeline with the most kinds of verdict, then late and repeated arrivals; null when there are no orders.</summary>
    public static RelayTimeline? Of(RelayPicture picture) => picture.Timelines
        .OrderByDescending(static timeline => Score(timeline.Value))
        .ThenBy(static timeline => timeline.Key.ToString(), StringComparer.Ordinal)
        .Select(static timeline => timeline.Value)
        .FirstOrDefault();

    /// <param name="timeline">What to show.</param>
    /// <param name="width">The terminal's width: a narrow one does without the names of events, which are long.</param>
    public static Table Table(RelayTimeline timeline, int width)
    {
        var table = DemoReport.Titled($"Timeline of {timeline.Provider} {timeline.OrderId}: {timeline.Status}")
            .AddColumns("Happened", "Status", "Verdict", "Why");
        DemoReport.Unbroken(table, 0, 1, 2);
        if (width >= WidthForNames)
        {
            table.AddColumn(new TableColumn("Event").NoWrap());
        }

        foreach (var shown in timeline.Events)
        {
            var row = new IRenderable[]
            {
                new Text(shown.OccurredAt.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
                new Text(shown.Status ?? shown.ProviderStatus ?? "-"),
                HeadlineStyle.Verdict(shown.Verdict),
                Why(shown),
                new Text(shown.Name),
            };
            table.AddRow(row.Take(table.Columns.Count));
        }

        return table;
    }

    private static double Score(RelayTimeline timeline)
    {
        var verdicts = timeline.Events.Select(static shown => shown.Verdict).Distinct().Count();
        var late = timeline.Events.Count(static shown => shown.ArrivedLate);
        var again = timeline.Events.Count(static shown => shown.Receipts > 1);

        // The samples all happened at one instant, which makes every rule show and none clear.
        var moments = timeline.Events.Select(static shown => shown.OccurredAt).Distinct().Count();
        return moments == 1 ? 0 : (verdicts * 10) + (Math.Min(late, 3) * 3) + (Math.Min(again, 3) * 3);
    }

    /// <summary>The rule in words, and what was odd about the event's arrival.</summary>
    private static Markup Why(RelayEvent shown)
    {
        List<string> facts = [];
        if (shown.ArrivedLate)
        {
            facts.Add("arrived late");
        }

        if (shown.Receipts > 1)
        {
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"received {shown.Receipts} times"));
        }

        if (shown.DeliveryAttempt > 1)
        {
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"attempt {shown.DeliveryAttempt}"));
        }

        var why = Markup.Escape(shown.Explanation ?? shown.Rule);
        return new Markup(facts.Count == 0 ? why : $"{why} [yellow]({string.Join(", ", facts)})[/]");
    }
}
