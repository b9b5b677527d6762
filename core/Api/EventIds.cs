using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Api;

/// <summary>
/// Event ids in addresses: the identity, and where one identity came with several contents, <c>~</c> and the beginning
/// of the content's hash.
/// </summary>
internal static class EventIds
{
    public static string Of(OrderEvent @event, Decision decision)
        => decision.Verdict is Verdict.Conflict ? $"{@event.Identity.Value}~{@event.Content.Prefix}" : @event.Identity.Value;

    /// <summary>Finds the event that an id means among an order's events.</summary>
    /// <returns>Null when there is none.</returns>
    public static OrderEvent? Find(string eventId, Folded folded)
    {
        foreach (var entry in folded.Timeline)
        {
            if (Of(entry.Event, entry.Decision) == eventId || $"{entry.Event.Identity.Value}~{entry.Event.Content.Prefix}" == eventId)
            {
                return entry.Event;
            }
        }

        return null;
    }
}
