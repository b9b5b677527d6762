using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>Decides what arriving events do to their order. Pure: the handler loads before and commits after.</summary>
internal static class ProjectionPlanner
{
    /// <summary>The short way: every event sorts after all that is stored, one fold step each, no rows read.</summary>
    /// <returns>Null when an event arrived late or an identity came twice: then the order's rows have to be read.</returns>
    public static ProjectionPlan? TryAppend(StoredOrder? stored, IReadOnlyList<Arriving> arriving, DateTimeOffset now)
    {
        var sorted = Sort(arriving);
        var state = stored?.State;
        var rows = new List<EventRow>(sorted.Length);
        var decided = new List<DecidedArrival>(sorted.Length);
        var identities = sorted.Length > 1 ? new HashSet<EventIdentity>(sorted.Length) : null;
        foreach (var next in sorted)
        {
            if (identities?.Add(next.Event.Identity) == false)
            {
                if (rows[^1].Event.SortKey != next.Event.SortKey)
                {
                    return null;
                }

                var further = ArrivalFacts.IsFurther(rows[^1].Arrival, next.Message.ReceivedAt);
                rows[^1] = further ? rows[^1] with { Arrival = ArrivalFacts.Again(rows[^1].Arrival, next) } : rows[^1];
                decided.Add(new(next, DecidedArrival.Duplicate, false, IsRedelivery: !further));
                continue;
            }

            var @event = Kept(next, stored);
            if (!OrderProjection.IsInOrder(state, @event))
            {
                return null;
            }

            var before = state?.Headline;
            (state, var decision) = OrderProjection.Step(state, @event);
            var row = RowOf(next, stored, ArrivalFacts.First(next, now, false, before, state.Headline) with { Moved = decision.Moved });
            rows.Add(row);
            decided.Add(new(next, decision, false) { Row = row });
        }

        return new(ChangeOf(state!, stored, rows, []), decided, state);
    }

    /// <summary>The whole way: the arriving events together with every stored one, folded anew.</summary>
    public static ProjectionPlan Refold(StoredOrder? stored, IReadOnlyList<EventRow> rows, IReadOnlyList<Arriving> arriving, DateTimeOffset now)
    {
        var known = new OrderRows(rows);
        var fresh = new List<Arriving>();
        var decided = new List<DecidedArrival>(arriving.Count);
        foreach (var next in Sort(arriving))
        {
            switch (known.Take(next))
            {
                case RowMatch.New:
                    fresh.Add(next);
                    break;
                case RowMatch.Duplicate:
                    decided.Add(new(next, DecidedArrival.Duplicate, false));
                    break;
                default:
                    decided.Add(new(next, DecidedArrival.Duplicate, false, IsRedelivery: true) { Row = known.Stored(next) });
                    break;
            }
        }

        if (fresh.Count == 0)
        {
            var touched = known.Touched();
            return new(touched.Count == 0 || stored is null ? null : ChangeOf(stored.State, stored, [], touched), decided, stored?.State);
        }

        List<OrderEvent> events = [.. rows.Select(static row => row.Event), .. fresh.Select(next => Kept(next, stored))];
        var folded = OrderProjection.Fold(events);
        var inserted = Inserted(fresh, stored, known, folded, now, decided);
        return new(ChangeOf(folded.State, stored, inserted, known.Touched()), decided, folded.State);
    }

    private static List<EventRow> Inserted(
        List<Arriving> fresh, StoredOrder? stored, OrderRows known, Folded folded, DateTimeOffset now, List<DecidedArrival> decided)
    {
        var decisions = folded.Timeline.ToDictionary(static entry => (entry.Event.Identity, entry.Event.Content), static entry => entry.Decision);
        var inserted = new List<EventRow>(fresh.Count);
        var before = stored?.State.Headline;
        foreach (var next in fresh)
        {
            var late = stored is not null && next.Event.SortKey < stored.State.Last;
            var arrival = known.Amend(next, ArrivalFacts.First(next, now, late, before, folded.State.Headline));
            var decision = decisions[(next.Event.Identity, next.Event.Content)];
            var further = known.IsFurtherContent(next);
            var row = RowOf(next, stored, arrival with
            {
                Moved = decision.Moved && Shows(folded.State, next.Event),
                Conflicting = further,
            }) with
            { IsFurtherContent = further };
            inserted.Add(row);
            decided.Add(new(next, decision, late) { Row = row });

            // The commit as a whole moved the headline: its first event carries that, so that it is announced once.
            before = folded.State.Headline;
        }

        return inserted;
    }

    /// <summary>Whether the event's track stands where the event put it: a late one may have been overtaken long ago.</summary>
    private static bool Shows(OrderState state, OrderEvent @event) => @event.Move switch
    {
        { Delivery: not null } => state.Delivery?.SetBy == @event.Identity,
        { Preparation: { } status, ItemId: { } itemId } => ItemFold.StatusOf(state.Items, itemId) == status,
        { Preparation: not null } => state.Preparation?.SetBy == @event.Identity,
        _ => false,
    };

    private static Arriving[] Sort(IReadOnlyList<Arriving> arriving)
    {
        Arriving[] sorted = [.. arriving];
        if (sorted.Length > 1)
        {
            Array.Sort(sorted, static (left, right) => left.Event.SortKey.CompareTo(right.Event.SortKey) is var order && order != 0
                ? order
                : left.Message.ReceivedAt.CompareTo(right.Message.ReceivedAt));
        }

        return sorted;
    }

    private static OrderEvent Kept(Arriving arriving, StoredOrder? stored)
        => stored?.ErasedAt is null ? arriving.Event : arriving.Event.WithoutPersonalData();

    private static EventRow RowOf(Arriving arriving, StoredOrder? stored, Arrival arrival) => new()
    {
        Event = Kept(arriving, stored),
        Arrival = arrival,
        // Without the cast the null would become an empty body instead of none.
        Raw = stored?.ErasedAt is null ? arriving.Message.Body : (ReadOnlyMemory<byte>?)null,
    };

    private static OrderChange ChangeOf(OrderState state, StoredOrder? stored, IReadOnlyList<EventRow> insert, IReadOnlyList<EventRow> touch) => new()
    {
        State = state,
        ExpectedVersion = stored?.Version,
        Insert = insert,
        Touch = touch,
        ErasedAt = stored?.ErasedAt,
    };
}
