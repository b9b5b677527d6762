using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>One event as it was committed.</summary>
/// <param name="Event">The event.</param>
/// <param name="Decision">What was decided about it.</param>
/// <param name="ReceivedAt">When this delivery of it was received.</param>
/// <param name="State">The order as it stands after the commit.</param>
/// <param name="Arrival">The row's; null for a duplicate, which changed nothing.</param>
public sealed record ProjectedEvent(OrderEvent Event, Decision Decision, DateTimeOffset ReceivedAt, OrderState State, Arrival? Arrival)
{
    public bool ChangedOrder => Arrival is not null;

    public bool ChangedHeadline => Arrival is { } arrival && arrival.HeadlineBefore != arrival.HeadlineAfter;
}
