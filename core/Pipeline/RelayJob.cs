using System.Text.Json.Serialization;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>One long piece of work with how far it came. It is saved after every page, so that a crash costs at most one.</summary>
public sealed record RelayJob
{
    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }

    public required JobKind Kind { get; init; }

    public required JobStatus Status { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DeadLetterReason? Reason { get; init; }

    public string? Provider { get; init; }

    public string? Fingerprint { get; init; }

    public string? OrderId { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>At most so many a second.</summary>
    public int Rate { get; init; }

    public bool WithoutNotifications { get; init; }

    /// <summary>Letters whose credential was wrong are let in: an operator vouches for them.</summary>
    public bool Release { get; init; }

    /// <summary>Where to go on; null at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Letters or orders that it was to handle when it started.</summary>
    public long Total { get; init; }

    /// <summary>Orders looked at. Replayed letters are counted on the desk itself.</summary>
    public long Done { get; init; }

    /// <summary>Orders that were changed.</summary>
    public long Changed { get; init; }

    /// <summary>Left as they were because nothing could be done with them.</summary>
    public long Skipped { get; init; }

    [JsonIgnore]
    public DeadLetterFilter Letters => new()
    {
        Reason = Reason,
        Provider = Provider,
        Fingerprint = Fingerprint,
        OrderId = OrderId,
        Since = Since,
        Status = DeadLetterStatus.Open,
    };
}

[JsonConverter(typeof(JsonStringEnumConverter<JobKind>))]
public enum JobKind
{
    /// <summary>Enqueues dead letters again.</summary>
    [JsonStringEnumMemberName("replay")] Replay,

    /// <summary>Maps stored events with today's code and folds their orders anew.</summary>
    [JsonStringEnumMemberName("reproject")] Reproject,
}

[JsonConverter(typeof(JsonStringEnumConverter<JobStatus>))]
public enum JobStatus
{
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Every letter is enqueued; how some of them end is not known yet.</summary>
    [JsonStringEnumMemberName("settling")] Settling,

    [JsonStringEnumMemberName("done")] Done,
}
