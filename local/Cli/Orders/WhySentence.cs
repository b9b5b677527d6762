using System.Globalization;

namespace OrderRelay.Local.Cli.Orders;

/// <summary>Says in a sentence or two why an order is in the state it is in.</summary>
internal static class WhySentence
{
    public static string Of(RelayOrderState order, RelayTimeline timeline)
    {
        var at = DecisiveOf(order, timeline);
        var sentences = new List<string> { at < 0 ? NothingMoved(order, timeline) : Decided(order, timeline.Events[at]) };
        if (at >= 0 && at < timeline.Events.Count - 1)
        {
            sentences.Add(LeftAsItWas([.. timeline.Events.Skip(at + 1)]));
        }

        if (order.Stalled)
        {
            sentences.Add($"Nothing has happened since {Printable.Of(order.LastEventAt)}, which is longer than this relay expects.");
        }

        return string.Join(' ', sentences);
    }

    /// <summary>The last event that moved a track at the moment from which the order shows its status; -1 when none moved.</summary>
    private static int DecisiveOf(RelayOrderState order, RelayTimeline timeline)
    {
        var moves = timeline.Events.Select(static (shown, index) => (shown, index)).Where(static pair => Moved(pair.shown)).ToArray();
        var then = moves.Where(pair => pair.shown.OccurredAt == order.StatusSince).ToArray();
        var candidates = then.Length > 0 ? then : moves;
        return candidates.Length == 0 ? -1 : candidates.LastOrDefault(pair => pair.shown.Status == order.Status, candidates[^1]).index;
    }

    private static bool Moved(RelayEvent shown) => shown.Verdict is "applied" or "regressed" or "reopened";

    private static string Decided(RelayOrderState order, RelayEvent decisive)
        => $"It is {order.Status} since {Printable.Of(order.StatusSince)} UTC because {decisive.Name} said {Printable.Of(decisive.ProviderStatus ?? decisive.Status)}"
            + (decisive.Status is { } status && status != order.Status ? $" ({status} on the track {TrackOf(decisive)})" : "")
            + $", which was {decisive.Verdict}: {decisive.Explanation ?? decisive.Rule}.";

    private static string NothingMoved(RelayOrderState order, RelayTimeline timeline)
        => $"It is {order.Status} because no event moved a track: {CountsOf(timeline.Events)}.";

    private static string LeftAsItWas(List<RelayEvent> later)
    {
        var moved = later.Count(Moved);
        return moved == 0
            ? Say($"What happened later left it so: {CountsOf(later)}.")
            : Say($"What happened later moved other tracks or kept the status: {CountsOf(later)}.");
    }

    private static string CountsOf(IReadOnlyList<RelayEvent> events) => string.Join(
        ", ",
        events.GroupBy(static shown => (shown.Verdict, Why: shown.Explanation ?? shown.Rule))
            .Select(static group => Say($"{group.Count()} {group.Key.Verdict} ({group.Key.Why})")));

    private static string TrackOf(RelayEvent shown) => shown.Track is { } track ? Printable.Of(track) : "-";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
