using System.Text.Json.Serialization;

namespace OrderRelay.Core.Pipeline;

/// <summary>One thing that an operator did: who, when, to how many, and how it ended.</summary>
public sealed record AuditEntry
{
    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The name of the operator's key, or <c>loopback</c> where none is needed.</summary>
    public required string Who { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>What it was done to: a letter's id, a job's id, or an order as <c>provider/orderId</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>How many letters or orders it concerned.</summary>
    public long Count { get; init; }

    /// <summary>How it ended, in words.</summary>
    public required string Outcome { get; init; }
}

/// <summary>What operators do that leaves a trace.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditAction>))]
public enum AuditAction
{
    [JsonStringEnumMemberName("replay")] Replay,
    [JsonStringEnumMemberName("discard")] Discard,
    [JsonStringEnumMemberName("edit")] Edit,
    [JsonStringEnumMemberName("release")] Release,
    [JsonStringEnumMemberName("reproject")] Reproject,
    [JsonStringEnumMemberName("erase")] Erase,
}
