using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>An order's stored rows, with what arriving events add to them while a plan is made.</summary>
internal sealed class OrderRows(IReadOnlyList<EventRow> rows)
{
    private readonly Dictionary<(EventIdentity, ContentHash), EventRow> stored
        = rows.ToDictionary(static row => (row.Event.Identity, row.Event.Content));

    private readonly HashSet<EventIdentity> identities = [.. rows.Select(static row => row.Event.Identity)];
    private readonly Dictionary<(EventIdentity, ContentHash), EventRow> touched = [];
    private readonly Dictionary<(EventIdentity, ContentHash), List<Arriving>> repeats = [];

    /// <summary>Takes in one arriving event, in order of receipt among equals.</summary>
    public RowMatch Take(Arriving next)
    {
        var key = (next.Event.Identity, next.Event.Content);
        if (!stored.TryGetValue(key, out var row))
        {
            if (!repeats.TryGetValue(key, out var deliveries))
            {
                repeats[key] = [next];
                return RowMatch.New;
            }

            if (next.Message.ReceivedAt <= deliveries[^1].Message.ReceivedAt)
            {
                return RowMatch.Redelivery;
            }

            deliveries.Add(next);
            return RowMatch.Duplicate;
        }

        var current = touched.GetValueOrDefault(key, row);
        if (!ArrivalFacts.IsFurther(current.Arrival, next.Message.ReceivedAt))
        {
            return RowMatch.Redelivery;
        }

        touched[key] = current with { Arrival = ArrivalFacts.Again(current.Arrival, next), Raw = null };
        return RowMatch.Duplicate;
    }

    /// <summary>The arrival of a new row with the duplicates that came in the same batch.</summary>
    public Arrival Amend(Arriving next, Arrival arrival)
    {
        var deliveries = repeats[(next.Event.Identity, next.Event.Content)];
        for (var index = 1; index < deliveries.Count; index++)
        {
            arrival = ArrivalFacts.Again(arrival, deliveries[index]);
        }

        return arrival;
    }

    /// <summary>True, from the second content of an identity on, whether stored before or inserted by this plan.</summary>
    public bool IsFurtherContent(Arriving next) => !identities.Add(next.Event.Identity);

    /// <summary>The row as stored before; null for an event that is new to the order.</summary>
    public EventRow? Stored(Arriving next) => stored.GetValueOrDefault((next.Event.Identity, next.Event.Content));

    public IReadOnlyList<EventRow> Touched() => [.. touched.Values];
}

/// <summary>How an arriving event relates to the rows of its order.</summary>
internal enum RowMatch
{
    New,

    /// <summary>The provider delivered a known event again.</summary>
    Duplicate,

    /// <summary>The queue delivered again what is already stored.</summary>
    Redelivery,
}
