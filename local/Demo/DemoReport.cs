using System.Globalization;
using OrderRelay.Local.Cli;
using Spectre.Console;

namespace OrderRelay.Local.Demo;

/// <summary>The end of a demo, for people.</summary>
internal static class DemoReport
{
    public static void Write(IAnsiConsole console, DemoOutcome outcome)
    {
        console.Write(Orders(outcome.Picture.Orders));
        if (InterestingTimeline.Of(outcome.Picture) is { } timeline)
        {
            console.Write(InterestingTimeline.Table(timeline, console.Profile.Width));
        }

        console.Write(Rejected(outcome));
        console.Write(Figures(outcome));
        WriteVerdict(console, outcome);
    }

    private static Table Orders(IReadOnlyList<RelayOrder> orders)
    {
        var table = Titled("Orders").AddColumns("Number", "Provider", "Store", "Status", "Items", "Events", "Last");
        Unbroken(table, 0, 1, 3, 4, 6);
        foreach (var order in orders)
        {
            table.AddRow(
                new Text(order.References?.OrderNumber ?? "-"),
                new Text(order.Provider),
                new Text(order.Store?.Shown ?? "-"),
                HeadlineStyle.Text(order.Status),
                new Text(order.ItemsTotal == 0 ? "-" : Say($"{order.ItemsPrepared}/{order.ItemsTotal}")),
                new Text(Say($"{order.Events}")).RightJustified(),
                new Text(order.LastEventAt.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)));
        }

        return table;
    }

    private static Table Rejected(DemoOutcome outcome)
    {
        var table = Titled("Rejected, and why").AddColumns("What", "Became", "Why");
        foreach (var request in outcome.Refused)
        {
            table.AddRow(
                new Text($"{Words(request.Planned.Kind)} from {request.Planned.Provider}"),
                new Text(Say($"{request.Reply.Status}"), new Style(Color.Red)),
                new Text(request.Reply.Problem ?? ""));
        }

        foreach (var letter in outcome.Picture.DeadLetters)
        {
            table.AddRow(
                new Text($"{letter.EventName} from {letter.Provider}"),
                new Text($"dead letter: {letter.Reason}", new Style(Color.Yellow)),
                new Text(letter.Text));
        }

        return table;
    }

    private static Table Figures(DemoOutcome outcome)
    {
        var stats = outcome.Picture.Stats;
        return Titled("Figures").AddColumns("", "").HideHeaders()
            .AddRow("accepted", Say($"{stats.Accepted}"))
            .AddRow("duplicates", Say($"{stats.Duplicates}"))
            .AddRow("late", Say($"{stats.Late}"))
            .AddRow("refused", Say($"{stats.Refused.Values.Sum()}"))
            .AddRow("dead letters", Say($"{outcome.Picture.DeadLetters.Count}"))
            .AddRow("unknown statuses", Say($"{stats.UnknownStatuses.Sum(static status => status.Count)}"))
            .AddRow("ack, in the relay", Quantiles(stats.AckMilliseconds.P50, stats.AckMilliseconds.P99))
            .AddRow("ack, seen by the sender", Quantiles(outcome.RoundTrip(0.5).TotalMilliseconds, outcome.RoundTrip(0.99).TotalMilliseconds))
            .AddRow("received to projected", Quantiles(stats.EndToEndMilliseconds.P50, stats.EndToEndMilliseconds.P99));
    }

    private static void WriteVerdict(IAnsiConsole console, DemoOutcome outcome)
    {
        if (outcome.IsAccountedFor)
        {
            console.Write(new Text(
                Say($"Every accepted event is accounted for, and all {outcome.Plan.Orders.Count} generated orders ended as they must (seed {outcome.Plan.Seed}).\n"),
                new Style(Color.Green)));
            return;
        }

        console.Write(new Text(Say($"Not accounted for (seed {outcome.Plan.Seed}):\n"), new Style(Color.Red)));
        foreach (var missing in outcome.Missing)
        {
            console.Write(new Text($"  {missing}\n"));
        }
    }

    /// <summary>Keeps words of these columns whole, and lets the others wrap on a narrow terminal.</summary>
    internal static void Unbroken(Table table, params ReadOnlySpan<int> columns)
    {
        foreach (var column in columns)
        {
            table.Columns[column].NoWrap();
        }
    }

    internal static Table Titled(string title)
        => new Table { Title = new TableTitle(Markup.Escape(title), new Style(decoration: Decoration.Bold)) }.Border(TableBorder.Simple);

    internal static string Words(RequestKind kind) => kind switch
    {
        RequestKind.WrongToken => "wrong token",
        RequestKind.Junk => "junk bytes",
        _ => kind.ToString(),
    };

    private static string Quantiles(double p50, double p99) => Say($"p50 {p50:0.0} ms, p99 {p99:0.0} ms");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
