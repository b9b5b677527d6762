namespace OrderRelay.Core.Orders;

/// <summary>
/// The fold: a set of events to one order. <see cref="Fold"/> is the definition, <see cref="Step"/> the shortcut that an
/// event may take when it sorts after everything folded so far; a property test holds the two equal.
/// </summary>
public static class OrderProjection
{
    /// <summary>Folds a set of events of one order.</summary>
    /// <param name="events">Distinct or not, in any order, at least one, all of one order.</param>
    /// <returns>The state, and every distinct event with its decision in fold order.</returns>
    /// <exception cref="ArgumentException">No event was given, or events of two orders were.</exception>
    public static Folded Fold(IReadOnlyCollection<OrderEvent> events)
    {
        if (events.Count == 0)
        {
            throw new ArgumentException("an order has at least one event", nameof(events));
        }

        var sorted = new OrderEvent[events.Count];
        var index = 0;
        foreach (var @event in events)
        {
            sorted[index++] = @event;
            if (@event.Order != sorted[0].Order)
            {
                throw new ArgumentException($"events of {sorted[0].Order} and {@event.Order} cannot be folded together", nameof(events));
            }
        }

        Array.Sort(sorted, static (left, right) => left.SortKey.CompareTo(right.SortKey));

        OrderState? state = null;
        var known = new Dictionary<EventIdentity, ContentHash>(sorted.Length);
        var conflicts = new HashSet<(EventIdentity, ContentHash)>();
        var decided = new List<DecidedEvent>(sorted.Length);
        foreach (var @event in sorted)
        {
            if (!known.TryAdd(@event.Identity, @event.Content))
            {
                if (known[@event.Identity] == @event.Content || !conflicts.Add((@event.Identity, @event.Content)))
                {
                    continue;
                }

                var conflict = new Decision(Verdict.Conflict, LifecycleRule.SameIdentityOtherContent);
                state = FoldStep.Conflict(state!, @event);
                decided.Add(new(@event, conflict));
                continue;
            }

            (state, var decision) = FoldStep.Apply(state, @event);
            decided.Add(new(@event, decision));
        }

        return new(state!, decided);
    }

    /// <summary>True when <paramref name="next"/> may be folded onto <paramref name="state"/> with one <see cref="Step"/>,
    /// provided that its identity is new to the order.</summary>
    public static bool IsInOrder(OrderState? state, OrderEvent next) => state is null || next.SortKey > state.Last;

    /// <summary>Folds one more event, whose identity is new to the order and which sorts last.</summary>
    /// <exception cref="ArgumentException">The event sorts before the state's last one.</exception>
    public static (OrderState State, Decision Decision) Step(OrderState? state, OrderEvent next)
        => IsInOrder(state, next)
            ? FoldStep.Apply(state, next)
            : throw new ArgumentException("this event sorts before the last one folded: fold the whole set", nameof(next));
}
