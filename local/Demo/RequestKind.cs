using System.Text.Json.Serialization;

namespace OrderRelay.Local.Demo;

/// <summary>What a planned request is there to show.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestKind>))]
internal enum RequestKind
{
    /// <summary>An event of a generated order, delivered for the first time.</summary>
    [JsonStringEnumMemberName("event")] Event,

    /// <summary>One of the providers' own documented examples.</summary>
    [JsonStringEnumMemberName("sample")] Sample,

    /// <summary>An event of a generated order that the provider held back.</summary>
    [JsonStringEnumMemberName("late")] Late,

    /// <summary>The same bytes again.</summary>
    [JsonStringEnumMemberName("duplicate")] Duplicate,

    /// <summary>The same event again, counted by the provider as its second attempt: other bytes, same content.</summary>
    [JsonStringEnumMemberName("provider_retry")] ProviderRetry,

    /// <summary>Another content under an event id that is already taken.</summary>
    [JsonStringEnumMemberName("conflict")] Conflict,

    /// <summary>A status that no table knows.</summary>
    [JsonStringEnumMemberName("unknown_status")] UnknownStatus,

    /// <summary>A known event that cannot be placed in time: accepted, then a dead letter.</summary>
    [JsonStringEnumMemberName("poisoned")] Poisoned,

    /// <summary>JSON that is about no order: accepted, then a dead letter.</summary>
    [JsonStringEnumMemberName("unrecognised")] Unrecognised,

    /// <summary>A credential that is not the provider's.</summary>
    [JsonStringEnumMemberName("wrong_token")] WrongToken,

    /// <summary>Bytes that are no JSON.</summary>
    [JsonStringEnumMemberName("junk")] Junk,
}
