using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Simulation;

/// <summary>What can happen to an order at Abbiamo.</summary>
internal static class AbbiamoStories
{
    public const string EventName = "ORDER_STATUS_CHANGE";

    private static readonly StoryStep[] Placed =
    [
        At(0, "CREATED"),
        At(0.5, "PENDING", "WAITING_FOR_CARRIER"),
        At(1, "HANDLING"),
    ];

    private static readonly StoryStep[] Fetched =
    [
        .. Placed,
        At(3, "DISPATCHED", "ROUTE_PLANNED"),
        At(7, "IN_TRANSIT", "COLLECTING"),
        At(11, "COLLECTED"),
    ];

    private static readonly StoryStep[] OutForDelivery = [.. Fetched, At(12, "START_DELIVERY")];

    public static IReadOnlyList<Story> All { get; } =
    [
        new("delivered at the second attempt", 3, Headline.Delivered,
            [.. OutForDelivery, At(18, "FAILED", "DELIVERY_FAILED"), At(22, "START_DELIVERY"), At(29, "SUCCESSFUL", "DELIVERED")]),
        new("delivered", 8, Headline.Delivered,
            [.. OutForDelivery, At(24, "SUCCESSFUL", "DELIVERED")]),
        new("returned to the store", 1, Headline.Returned,
            [.. OutForDelivery, At(18, "FAILED", "DELIVERY_FAILED"), At(20, "RETURNING"), At(28, "RETURNED")]),
        new("out for delivery, delayed", 3, Headline.OutForDelivery,
            [.. OutForDelivery, At(20, "DELAYED")]),
        new("no carrier came", 1, Headline.Failed,
            [.. Placed, At(3, "DISPATCHED", "ROUTE_PLANNED"), At(9, "FAILED", "COLLECT_FAILED"), At(15, "ORDER_FAILED", "CARRIER_TIMEOUT")]),
        new("cancelled by the customer", 1, Headline.Cancelled,
            [.. Placed, At(6, "CANCELED")]),
        new("needs a person", 1, Headline.NeedsAttention,
            [.. Placed, At(4, "MANUAL_HANDLE")]),
        new("delivered, then sent back", 1, Headline.Returned,
            [.. OutForDelivery, At(20, "SUCCESSFUL", "DELIVERED"), At(24, "RETURNING"), At(29, "RETURNED")]),
        new("driver on the way to the store", 2, Headline.AtPickup,
            [.. Placed, At(3, "DISPATCHED", "ROUTE_PLANNED"), At(7, "IN_TRANSIT", "COLLECTING")]),
        new("every status stamped with one instant", 1, Headline.Delivered,
            [.. OutForDelivery.Select(static step => step with { Minute = 15 }), At(15, "SUCCESSFUL", "DELIVERED")]),
    ];

    private static StoryStep At(double minute, string status, string? substatus = null) => new(minute, EventName, status, substatus);
}
