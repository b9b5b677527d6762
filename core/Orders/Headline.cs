using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>The one word a person asks for: derived from the tracks by <see cref="Lifecycle.HeadlineOf"/>, never stored on its own.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Headline>))]
public enum Headline
{
    /// <summary>Events are known, none of which moved a track.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown = 0,
    [JsonStringEnumMemberName("created")] Created,
    [JsonStringEnumMemberName("pending")] Pending,
    [JsonStringEnumMemberName("assigned")] Assigned,
    [JsonStringEnumMemberName("preparing")] Preparing,
    [JsonStringEnumMemberName("prepared")] Prepared,
    [JsonStringEnumMemberName("at_pickup")] AtPickup,
    [JsonStringEnumMemberName("picked_up")] PickedUp,
    [JsonStringEnumMemberName("in_transit")] InTransit,
    [JsonStringEnumMemberName("out_for_delivery")] OutForDelivery,
    [JsonStringEnumMemberName("attempt_failed")] AttemptFailed,
    [JsonStringEnumMemberName("returning")] Returning,
    [JsonStringEnumMemberName("needs_attention")] NeedsAttention,
    [JsonStringEnumMemberName("closed_unconfirmed")] ClosedUnconfirmed,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("cancelled")] Cancelled,
    [JsonStringEnumMemberName("returned")] Returned,
    [JsonStringEnumMemberName("delivered")] Delivered,
}
