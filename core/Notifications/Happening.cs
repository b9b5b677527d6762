using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Notifications;

/// <summary>What a commit changed about one order because of one event, as rules see it.</summary>
/// <param name="Order">The order.</param>
/// <param name="Event">The event that did it; for a stalled order its last one.</param>
/// <param name="Changes">As rules spell them, the most telling first.</param>
/// <param name="Store">The order's store, as far as it is known.</param>
/// <param name="At">When it was committed: the same however often it is looked at.</param>
public sealed record Happening(OrderKey Order, EventIdentity Event, IReadOnlyList<string> Changes, Store? Store, DateTimeOffset At)
{
    public const string StalledChange = "stalled";
    public const string UnknownStatusChange = "verdict:unknown_status";
    public const string ConflictChange = "verdict:conflict";

    /// <summary>Read from the stored row alone, so that a redelivery after a crash finds what the first delivery found.</summary>
    /// <returns>Null when the event changed nothing that a rule can ask for.</returns>
    public static Happening? Of(EventRow row, OrderState state)
    {
        var (@event, arrival) = (row.Event, row.Arrival);
        List<string> changes = [];
        if (arrival.HeadlineAfter is { } headline && headline != (arrival.HeadlineBefore ?? Headline.Unknown))
        {
            changes.Add("headline:" + StatusNames.Of(headline));
        }

        if (arrival.Moved)
        {
            changes.Add(TrackChange(@event.Move));
        }

        if (arrival.Conflicting)
        {
            changes.Add(ConflictChange);
        }
        else if (@event.Move.Unknown)
        {
            changes.Add(UnknownStatusChange);
        }

        return changes.Count == 0 ? null : new(@event.Order, @event.Identity, changes, state.Facts.Store, arrival.ProjectedAt);
    }

    /// <summary>A silence is a happening too. It is over, and may happen again, with the next event.</summary>
    public static Happening OfStalled(OrderState state, DateTimeOffset now)
        => new(state.Key, state.Last.Identity, [StalledChange], state.Facts.Store, now);

    private static string TrackChange(OrderMove move) => move switch
    {
        { Delivery: { } delivery } => "delivery:" + StatusNames.Of(delivery),
        { Preparation: { } preparation, ItemId: not null } => "item:" + StatusNames.Of(preparation),
        { Preparation: { } preparation } => "preparation:" + StatusNames.Of(preparation),
        _ => throw new ArgumentException("an event without a status moved no track", nameof(move)),
    };
}
