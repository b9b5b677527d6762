using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>What the fold decided about one event. The set is closed; <see cref="LifecycleRule"/> says why.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>It moved its track.</summary>
    [JsonStringEnumMemberName("applied")] Applied,

    /// <summary>Same identity and same content as an event already known. Judged on arrival; never part of the set that is folded.</summary>
    [JsonStringEnumMemberName("duplicate")] Duplicate,

    /// <summary>Same identity as an event that sorts earlier, but other content.</summary>
    [JsonStringEnumMemberName("conflict")] Conflict,

    /// <summary>The track already showed this status.</summary>
    [JsonStringEnumMemberName("repeated")] Repeated,

    /// <summary>A later event with a lower rank: time wins, the track moved back, and it is shown.</summary>
    [JsonStringEnumMemberName("regressed")] Regressed,

    /// <summary>It happened after an end that it may not follow; its facts are kept, its track did not move.</summary>
    [JsonStringEnumMemberName("late_after_end")] LateAfterEnd,

    /// <summary>A strictly later move after a soft end.</summary>
    [JsonStringEnumMemberName("reopened")] Reopened,

    /// <summary>A status outside the provider's table: kept, counted, shown, never refused.</summary>
    [JsonStringEnumMemberName("unknown_status")] UnknownStatus,

    /// <summary>It says something about the order, and moves no track.</summary>
    [JsonStringEnumMemberName("side_fact")] SideFact,
}
