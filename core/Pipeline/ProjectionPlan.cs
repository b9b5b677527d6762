using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>What a set of arriving events does to one order: the change to commit, and what to say of each event then.</summary>
/// <param name="Change">Null when every arriving event is a redelivery of one already stored.</param>
/// <param name="Decided">One entry per arriving event.</param>
/// <param name="State">The order as it stands then.</param>
internal sealed record ProjectionPlan(OrderChange? Change, IReadOnlyList<DecidedArrival> Decided, OrderState? State);

/// <summary>What was decided about one arriving event.</summary>
/// <param name="Arriving">The event.</param>
/// <param name="Decision">The fold's decision, or <see cref="Verdict.Duplicate"/>.</param>
/// <param name="ArrivedLate">It sorted before an event that had been folded already.</param>
/// <param name="IsRedelivery">The queue delivered again what was projected before: no news, and not a duplicate of the provider's.</param>
internal sealed record DecidedArrival(Arriving Arriving, Decision Decision, bool ArrivedLate, bool IsRedelivery = false)
{
    /// <summary>The event's row, new or stored; null for a duplicate, whose first delivery answers for what it changed.</summary>
    public EventRow? Row { get; init; }

    public static Decision Duplicate { get; } = new(Verdict.Duplicate, LifecycleRule.SameIdentitySameContent);
}
