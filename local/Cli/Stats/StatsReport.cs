using System.Globalization;
using OrderRelay.Local.Demo;
using Spectre.Console;

namespace OrderRelay.Local.Cli.Stats;

/// <summary>A relay's counts, for people.</summary>
internal static class StatsReport
{
    public static Table Of(RelayStats stats)
    {
        var table = new Table { Title = new TableTitle(Say($"{Printable.Of(stats.At)} UTC, counting since {Printable.Of(stats.Since)}"), new Style(decoration: Decoration.Bold)) }
            .Border(TableBorder.Simple).AddColumns("", "").HideHeaders();
        table.Columns[0].NoWrap();
        Row("accepted", Say($"{stats.Accepted}{(stats.AcceptedPerSecond is { } rate ? Say($", {rate:0.#} a second") : "")}"));
        Row("refused", Counts(stats.Refused), stats.Refused.Values.Sum() > 0 ? Color.Yellow : Color.Default);
        Row("verdicts", Counts(stats.Verdicts));
        Row("duplicates, late, retried", Say($"{stats.Duplicates}, {stats.Late}, {stats.ProviderRetries}"));
        Row("acknowledged within", Quantiles(stats.AckMilliseconds));
        Row("projected within", Quantiles(stats.EndToEndMilliseconds));
        Row("queue", stats.Queue is { } queue ? Say($"{queue.Active} waiting, {queue.Scheduled} scheduled, {queue.Dead} on their way to the desk") : "unknown");
        table.AddRow(new Text("orders"), Orders(stats.Orders));
        Row("desk", Counts(stats.DeadLetters), stats.DeadLetters.GetValueOrDefault("open") > 0 ? Color.Red : Color.Default);
        Row("unknown statuses", string.Join(", ", stats.UnknownStatuses.Select(static status => Say($"{status.Provider} {Printable.Of(status.Status)} {status.Count}"))), Color.Yellow);
        return table;

        void Row(string name, string value, Color? color = null) => table.AddRow(new Text(name), new Text(value.Length == 0 ? "-" : value, new Style(color)));
    }

    private static Markup Orders(IReadOnlyDictionary<string, long> orders)
        => new(orders.Count == 0 ? "-" : string.Join(", ", orders.Select(static pair => $"[{HeadlineStyle.Of(pair.Key).ToMarkup()}]{Markup.Escape(pair.Key)}[/] {Say($"{pair.Value}")}")));

    private static string Counts(IReadOnlyDictionary<string, long> counts)
        => string.Join(", ", counts.Select(static pair => Say($"{pair.Key} {pair.Value}")));

    private static string Quantiles(RelayQuantiles quantiles)
        => quantiles.Count == 0 ? "-" : Say($"{quantiles.P50:0.0} ms in half of all cases, {quantiles.P99:0.0} ms in 99 of 100");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
