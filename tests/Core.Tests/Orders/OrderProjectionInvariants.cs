using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Orders;

/// <summary>What every folded state must say of its set, computed a second way.</summary>
public sealed class OrderProjectionInvariants
{
    [Fact]
    public void State_counts_its_events() => Property.Holds(5_000, 10, static (set, random) =>
    {
        var state = OrderProjection.Fold(EventSets.Arrivals(set, random)).State;
        var firsts = Firsts(set).ToArray();
        return Same("events", set.Count, state.Events)
            ?? Same("conflicts", set.Count - firsts.Length, state.Conflicts)
            ?? Same("unknown statuses", firsts.Count(static @event => @event.Move.Unknown), state.UnknownStatuses)
            ?? Same("first", set.Min(static @event => @event.OccurredAt), state.FirstEventAt)
            ?? Same("last", set.Max(static @event => @event.OccurredAt), state.LastEventAt)
            ?? Same("in order", false, OrderProjection.IsInOrder(state, set[0]));
    });

    [Fact]
    public void State_holds_the_last_that_was_said_of_each_fact() => Property.Holds(5_000, 10, static (set, random) =>
    {
        var facts = OrderProjection.Fold(EventSets.Arrivals(set, random)).State.Facts;
        return Same("carrier", Last(set, static said => said.Carrier), facts.Carrier)
            ?? Same("total", Last<decimal?>(set, static said => said.Total), facts.Total)
            ?? Same("link", Last(set, static said => said.TrackingLink), facts.TrackingLink)
            ?? Same("store", Last(set, static said => said.Store?.Name), facts.Store?.Name)
            ?? Same("city", Last(set, static said => said.Recipient?.Address?.City), facts.Recipient?.Address?.City)
            ?? Same("driver", Last(set, static said => said.Driver?.Phone), facts.Driver?.Phone);
    });

    [Fact]
    public void State_headline_and_items_agree_with_its_tracks() => Property.Holds(5_000, 10, static (set, random) =>
    {
        var state = OrderProjection.Fold(EventSets.Arrivals(set, random)).State;
        var ids = state.Items.Select(static item => item.Id).ToArray();
        var begun = state.Items.Any(static item => item.Status >= PreparationStatus.Preparing);
        return Same("headline", Lifecycle.HeadlineOf(state.Delivery?.Status, state.Preparation?.Status, begun), state.Headline)
            ?? Same("items", string.Join('|', ids.Distinct().Order(StringComparer.Ordinal)), string.Join('|', ids))
            ?? Same("reached", state.Delivery is null, state.DeliveryTimes.Count == 0)
            ?? Same("since", state.Delivery?.Since, state.DeliveryTimes.FirstOrDefault(time => time.Status == StatusNames.Of(state.Delivery!.Status))?.Last);
    });

    private static IEnumerable<OrderEvent> Firsts(IReadOnlyList<OrderEvent> set)
        => set.OrderBy(static @event => @event.OccurredAt.UtcTicks)
            .ThenBy(static @event => @event.Move.Rank)
            .ThenBy(static @event => @event.Identity.Value, StringComparer.Ordinal)
            .ThenBy(static @event => @event.Content.Value, StringComparer.Ordinal)
            .DistinctBy(static @event => @event.Identity);

    private static T? Last<T>(IReadOnlyList<OrderEvent> set, Func<OrderFacts, T?> fact)
        => Firsts(set).Select(@event => fact(@event.Facts)).LastOrDefault(static said => said is not null);

    private static string? Same<T>(string what, T expected, T actual)
        => EqualityComparer<T>.Default.Equals(expected, actual) ? null : $"{what}: expected {expected}, found {actual}";
}
