using System.Text.Json.Serialization;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// Why something lies on the desk. A closed set: filters, groups and alerts are built on it. Hosts may store the number,
/// so a new reason goes to the end.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeadLetterReason>))]
public enum DeadLetterReason
{
    /// <summary>An authenticated body that is not JSON. It was refused with 400 and quarantined.</summary>
    [JsonStringEnumMemberName("not_json")] NotJson,

    /// <summary>JSON, but no event name that this provider's parser knows, and no order to attach it to.</summary>
    [JsonStringEnumMemberName("unrecognised")] Unrecognised,

    /// <summary>A known event that names no order.</summary>
    [JsonStringEnumMemberName("no_order")] NoOrder,

    /// <summary>A known event with a field that is missing or has an impossible value.</summary>
    [JsonStringEnumMemberName("invalid_field")] InvalidField,

    /// <summary>The message names a provider that the catalogue does not have.</summary>
    [JsonStringEnumMemberName("unmapped_provider")] UnmappedProvider,

    /// <summary>The order has grown past what the store can hold.</summary>
    [JsonStringEnumMemberName("order_too_large")] OrderTooLarge,

    /// <summary>The store refused the write for a reason that no retry mends.</summary>
    [JsonStringEnumMemberName("store_refused")] StoreRefused,

    /// <summary>It failed for a passing reason more often than allowed.</summary>
    [JsonStringEnumMemberName("attempts_exhausted")] AttemptsExhausted,

    /// <summary>A bug: an exception that nothing foresaw.</summary>
    [JsonStringEnumMemberName("unexpected")] Unexpected,

    /// <summary>A notification's receiver refused it, or is gone for good.</summary>
    [JsonStringEnumMemberName("receiver_refused")] ReceiverRefused,

    /// <summary>One identity came with two contents where only one can be kept.</summary>
    [JsonStringEnumMemberName("identity_conflict")] IdentityConflict,

    /// <summary>A body whose credential was wrong. Kept only where the quarantine for such is on, and never enqueued by itself.</summary>
    [JsonStringEnumMemberName("unauthenticated")] Unauthenticated,
}
