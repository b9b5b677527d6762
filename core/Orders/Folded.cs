namespace OrderRelay.Core.Orders;

/// <summary>An order's state with every distinct event and what was decided about it, in fold order.</summary>
public sealed record Folded(OrderState State, IReadOnlyList<DecidedEvent> Timeline);

/// <summary>One event with what the fold decided about it.</summary>
public sealed record DecidedEvent(OrderEvent Event, Decision Decision);
