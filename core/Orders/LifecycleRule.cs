using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>The rule that gave a verdict. A closed set, so that a timeline can say it in words and a dashboard can count it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LifecycleRule>))]
public enum LifecycleRule
{
    [JsonStringEnumMemberName("first_status")] FirstStatus,
    [JsonStringEnumMemberName("moved_forward")] MovedForward,
    [JsonStringEnumMemberName("next_attempt")] NextAttempt,
    [JsonStringEnumMemberName("return_after_delivery")] ReturnAfterDelivery,
    [JsonStringEnumMemberName("same_status")] SameStatus,
    [JsonStringEnumMemberName("time_wins_over_rank")] TimeWinsOverRank,
    [JsonStringEnumMemberName("nothing_follows_returned")] NothingFollowsReturned,
    [JsonStringEnumMemberName("only_return_follows_delivered")] OnlyReturnFollowsDelivered,
    [JsonStringEnumMemberName("not_later_than_soft_end")] NotLaterThanSoftEnd,
    [JsonStringEnumMemberName("later_than_soft_end")] LaterThanSoftEnd,
    [JsonStringEnumMemberName("status_not_in_table")] StatusNotInTable,
    [JsonStringEnumMemberName("moves_no_track")] MovesNoTrack,
    [JsonStringEnumMemberName("same_identity_other_content")] SameIdentityOtherContent,
    [JsonStringEnumMemberName("same_identity_same_content")] SameIdentitySameContent,
}
