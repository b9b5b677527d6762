using System.Collections.Frozen;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Providers.Captain;

/// <summary>Captain.AI's words for the statuses of a delivery and of a kitchen. Case does not matter.</summary>
internal static class CaptainStatuses
{
    private static readonly FrozenDictionary<string, DeliveryStatus> Deliveries = new Dictionary<string, DeliveryStatus>
    {
        // order_status_updated
        ["in_progress"] = DeliveryStatus.PickedUp,
        ["completed"] = DeliveryStatus.Delivered,
        ["failed"] = DeliveryStatus.Failed,
        ["cancelled"] = DeliveryStatus.Cancelled,
        ["auto_closed"] = DeliveryStatus.ClosedUnconfirmed,
        ["not_dispatched"] = DeliveryStatus.ClosedUnconfirmed,

        // job_delivery_status_updated, where it has words of its own
        ["unassigned_to_driver"] = DeliveryStatus.Pending,
        ["assigned_to_driver"] = DeliveryStatus.Assigned,
        ["assigned_and_accepted_by_driver"] = DeliveryStatus.Assigned,
        ["collected"] = DeliveryStatus.PickedUp,
        ["dropped_off"] = DeliveryStatus.Delivered,
        ["returning_to_pickup_with_delivery"] = DeliveryStatus.Returning,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, PreparationStatus> Preparations = new Dictionary<string, PreparationStatus>
    {
        ["not_being_prepared"] = PreparationStatus.NotStarted,
        ["suggested"] = PreparationStatus.Suggested,
        ["being_prepared"] = PreparationStatus.Preparing,
        ["prepared"] = PreparationStatus.Prepared,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static DeliveryStatus? Delivery(string? word)
        => word is not null && Deliveries.TryGetValue(word, out var status) ? status : null;

    public static PreparationStatus? Preparation(string? word)
        => word is not null && Preparations.TryGetValue(word, out var status) ? status : null;

    /// <summary>The status of an item in a list of items, where a finished one is also called <c>completed</c>.</summary>
    public static PreparationStatus? ListedItem(string? word)
        => string.Equals(word, "completed", StringComparison.OrdinalIgnoreCase) ? PreparationStatus.Prepared : Preparation(word);
}
