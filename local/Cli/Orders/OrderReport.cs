using System.Globalization;
using OrderRelay.Local.Demo;
using Spectre.Console;

namespace OrderRelay.Local.Cli.Orders;

/// <summary>An order and its timeline, for people.</summary>
internal static class OrderReport
{
    public static void Show(IAnsiConsole screen, RelayOrderState order)
    {
        Title(screen, order);
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) }).AddColumn();
        Row("since", Printable.Of(order.StatusSince) + " UTC");
        Row("store", order.Store?.Shown);
        Row("order number", order.References?.OrderNumber);
        Row("partner's id", order.References?.PartnerOrderId);
        Row("tracking code", order.References?.TrackingCode);
        Row("delivery", TrackOf(order.Delivery));
        Row("preparation", TrackOf(order.Preparation));
        Row("carrier", order.Carrier);
        Row("failure", order.Failure is { } failure ? $"{failure.Message} {(failure.Code is { } code ? Say($"(code {code})") : "")}" : null);
        foreach (var item in order.Items)
        {
            Row("item", Say($"{item.Quantity ?? 1} x {item.Name}: {item.Status ?? "not started"}"));
        }

        Row("events", Say($"{order.Events}, the last at {Printable.Of(order.LastEventAt)} UTC"));
        Row("unknown statuses", order.UnknownStatuses > 0 ? Say($"{order.UnknownStatuses}") : null);
        Row("conflicts", order.Conflicts > 0 ? Say($"{order.Conflicts}") : null);
        screen.Write(grid);

        void Row(string name, string? value)
        {
            if (value is not null)
            {
                grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(Printable.Of(value)));
            }
        }
    }

    public static void Why(IAnsiConsole screen, RelayOrderState order, RelayTimeline timeline)
    {
        Title(screen, order);
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Alignment = Justify.Right, Padding = new Padding(2, 0, 1, 0) }).AddColumn(new GridColumn { NoWrap = true }).AddColumn();
        var number = 0;
        foreach (var shown in timeline.Events)
        {
            grid.AddRow(
                new Text(Say($"{++number}."), new Style(Color.Grey)),
                new Text(Printable.Of(shown.OccurredAt), new Style(Color.Grey)),
                new Markup($"{Markup.Escape(Printable.Of(shown.Name))}{Said(shown)}\n[{HeadlineStyle.OfVerdict(shown.Verdict).ToMarkup()}]{Markup.Escape(shown.Verdict)}[/]: {Markup.Escape(shown.Explanation ?? shown.Rule)}{Odd(shown)}"));
        }

        screen.Write(grid);
        screen.WriteLine();
        screen.Write(new Text(WhySentence.Of(order, timeline) + "\n", new Style(decoration: Decoration.Bold)));
    }

    private static void Title(IAnsiConsole screen, RelayOrderState order)
        => screen.MarkupLine($"[bold]{Markup.Escape(Printable.Of($"{order.Provider}/{order.OrderId}"))}[/]  [{HeadlineStyle.Of(order.Status).ToMarkup()}]{Markup.Escape(order.Status)}[/]"
            + (order.Ended ? "  ended" : "") + (order.Stalled ? "  [yellow]stalled[/]" : ""));

    /// <summary>What the event said, in the provider's word and in ours.</summary>
    private static string Said(RelayEvent shown) => (shown.ProviderStatus, shown.Status) switch
    {
        (null, null) => "",
        (null, { } ours) => $" said {Markup.Escape(ours)}",
        ({ } theirs, null) => $" said {Markup.Escape(Printable.Of(theirs))}",
        ({ } theirs, { } ours) => $" said {Markup.Escape(Printable.Of(theirs))}, which is {Markup.Escape(ours)} on the track {Markup.Escape(Printable.Of(shown.Track))}",
    };

    private static string Odd(RelayEvent shown)
    {
        List<string> odd = [];
        if (shown.ArrivedLate)
        {
            odd.Add("arrived late");
        }

        if (shown.Receipts > 1)
        {
            odd.Add(Say($"received {shown.Receipts} times"));
        }

        if (shown.DeliveryAttempt > 1)
        {
            odd.Add(Say($"attempt {shown.DeliveryAttempt}"));
        }

        return odd.Count == 0 ? "" : $" [yellow]({string.Join(", ", odd)})[/]";
    }

    private static string? TrackOf(RelayTrack? track)
        => track is null ? null : $"{track.Status} since {Printable.Of(track.Since)} UTC" + (track.ProviderStatus is { } said ? $" (said {said})" : "");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
