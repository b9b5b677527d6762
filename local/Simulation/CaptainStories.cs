using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Simulation;

/// <summary>What can happen to an order at Captain.AI.</summary>
internal static class CaptainStories
{
    private const string Order = "order_status_updated";
    private const string Kitchen = "order_preparation_updated";
    private const string Item = "item_status_updated";
    private const string Job = "job_delivery_status_updated";

    private static readonly StoryStep[] Cooking =
    [
        new(0, Kitchen, "not_being_prepared"),
        new(2, Kitchen, "being_prepared"),
        new(3, Item, "being_prepared", EachItem: true),
    ];

    private static readonly StoryStep[] Cooked =
    [
        .. Cooking,
        new(7, Item, "prepared", EachItem: true),
        new(11, Kitchen, "prepared"),
    ];

    private static readonly StoryStep[] Called =
    [
        new(4, "order_assigned"),
        new(4.1, Job, "assigned_to_driver"),
        new(5.1, Job, "assigned_and_accepted_by_driver"),
        new(9.2, "agent_eta_updated"),
    ];

    private static readonly StoryStep[] OnItsWay =
    [
        .. Cooked,
        .. Called,
        new(12.5, Job, "collected"),
        new(12.6, Order, "in_progress"),
    ];

    public static IReadOnlyList<Story> All { get; } =
    [
        new("given up, then delivered after all", 2, Headline.Delivered,
            [.. OnItsWay, new(20, Order, "failed"), new(22, Job, "collected"), new(27, Job, "dropped_off"), new(27.2, Order, "completed")]),
        new("delivered", 8, Headline.Delivered,
            [.. OnItsWay, new(24, Job, "dropped_off"), new(24.1, Order, "completed")]),
        new("still cooking", 2, Headline.Preparing,
            [.. Cooking, .. Called]),
        new("driver lost, then cancelled", 2, Headline.Cancelled,
            [.. Cooking, .. Called, new(10, "order_unassigned"), new(14, Order, "cancelled")]),
        new("brought back to the store", 1, Headline.Failed,
            [.. OnItsWay, new(22, Job, "returning_to_pickup_with_delivery"), new(28, Order, "failed")]),
        new("waits for its driver", 2, Headline.Prepared,
            [.. Cooked, .. Called]),
        new("closed without a word", 1, Headline.ClosedUnconfirmed,
            [.. OnItsWay, new(29, Order, "auto_closed")]),
        new("failed by mistake, after the delivery", 1, Headline.Delivered,
            [.. OnItsWay, new(23, Job, "dropped_off"), new(23.1, Order, "completed"), new(28, Order, "failed")]),
        new("on the road", 3, Headline.PickedUp, OnItsWay),
        new("never dispatched", 1, Headline.ClosedUnconfirmed,
            [new(0, Kitchen, "not_being_prepared"), new(1, "order_unassigned"), new(25, Order, "not_dispatched")]),
    ];
}
