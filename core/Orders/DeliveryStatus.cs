using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>The canonical delivery lifecycle. Each value's number is its rank, which breaks ties of time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    [JsonStringEnumMemberName("created")] Created = 10,
    [JsonStringEnumMemberName("pending")] Pending = 15,
    [JsonStringEnumMemberName("assigned")] Assigned = 20,
    [JsonStringEnumMemberName("at_pickup")] AtPickup = 30,
    [JsonStringEnumMemberName("picked_up")] PickedUp = 40,
    [JsonStringEnumMemberName("in_transit")] InTransit = 45,
    [JsonStringEnumMemberName("out_for_delivery")] OutForDelivery = 50,
    [JsonStringEnumMemberName("attempt_failed")] AttemptFailed = 65,
    [JsonStringEnumMemberName("returning")] Returning = 70,
    [JsonStringEnumMemberName("needs_attention")] NeedsAttention = 75,
    [JsonStringEnumMemberName("closed_unconfirmed")] ClosedUnconfirmed = 80,
    [JsonStringEnumMemberName("failed")] Failed = 85,

    /// <summary>Shares rank 85 with <see cref="Failed"/>; see <see cref="Lifecycle.Rank(DeliveryStatus)"/>.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled = 86,
    [JsonStringEnumMemberName("returned")] Returned = 90,
    [JsonStringEnumMemberName("delivered")] Delivered = 95,
}
