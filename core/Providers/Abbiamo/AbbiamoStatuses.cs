using System.Collections.Frozen;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Providers.Abbiamo;

/// <summary>Abbiamo's words for where a delivery stands. Case does not matter.</summary>
internal static class AbbiamoStatuses
{
    private static readonly FrozenDictionary<string, DeliveryStatus> Statuses = new Dictionary<string, DeliveryStatus>
    {
        ["CREATED"] = DeliveryStatus.Created,
        ["SCHEDULED"] = DeliveryStatus.Created,
        ["PENDING"] = DeliveryStatus.Pending,
        ["HANDLING"] = DeliveryStatus.Pending,
        ["MANUAL_HANDLE"] = DeliveryStatus.NeedsAttention,
        ["DISPATCHED"] = DeliveryStatus.Assigned,
        ["COLLECTED"] = DeliveryStatus.PickedUp,
        ["IN_TRANSIT"] = DeliveryStatus.InTransit,
        ["START_DELIVERY"] = DeliveryStatus.OutForDelivery,
        ["SUCCESSFUL"] = DeliveryStatus.Delivered,
        ["FAILED"] = DeliveryStatus.AttemptFailed,
        ["VISIT_LATER"] = DeliveryStatus.AttemptFailed,
        ["ORDER_FAILED"] = DeliveryStatus.Failed,
        ["CANCELED"] = DeliveryStatus.Cancelled,
        ["CANCELLED"] = DeliveryStatus.Cancelled,
        ["RETURNING"] = DeliveryStatus.Returning,
        ["RETURNED"] = DeliveryStatus.Returned,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that tell something about a delivery and do not move it.</summary>
    private static readonly FrozenSet<string> SideFacts
        = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "ON_TIME", "DELAYED", "ON_HOLD", "TREATED");

    /// <summary>The substatuses that say where the driver is. The others, an open set, explain a status and do not change it.</summary>
    private static readonly FrozenDictionary<string, DeliveryStatus> Substatuses = new Dictionary<string, DeliveryStatus>
    {
        ["DRIVER_ASSIGNED"] = DeliveryStatus.Assigned,
        ["DRIVER_CONFIRMED"] = DeliveryStatus.Assigned,
        ["AT_PICKUP_POINT"] = DeliveryStatus.AtPickup,
        ["COLLECTING"] = DeliveryStatus.AtPickup,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static OrderMove Move(string word, string? subword)
        => Statuses.TryGetValue(word, out var status) ? OrderMove.To(Refine(status, subword), word, subword)
            : SideFacts.Contains(word) ? OrderMove.None(word, subword)
            : OrderMove.UnknownStatus(word, subword);

    // A substatus refines a status that is still before the pickup, forward only: a CREATED order with a driver is assigned, but
    // a COLLECTED one with a substatus left over from before is not taken back. IN_TRANSIT alone is taken back: it says that the
    // driver is on the road, which may be the road to the store, and only the substatus tells.
    private static DeliveryStatus Refine(DeliveryStatus status, string? subword)
    {
        if (subword is null || !Substatuses.TryGetValue(subword, out var refined))
        {
            return status;
        }

        var beforePickup = Lifecycle.Rank(status) < Lifecycle.Rank(DeliveryStatus.AtPickup);
        return status is DeliveryStatus.InTransit || (beforePickup && Lifecycle.Rank(refined) > Lifecycle.Rank(status)) ? refined : status;
    }
}
