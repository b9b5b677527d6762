using System.Text.Json.Serialization;

namespace OrderRelay.Core.Pipeline;

/// <summary>One letter on the desk.</summary>
public sealed record DeadLetter
{
    /// <summary>Sortable by time: <c>yyyyMMddTHHmmssfffffff-{hash}</c>. Derived from the message, so that collecting twice stores once.</summary>
    public required string Id { get; init; }

    public required DeadLetterStatus Status { get; init; }

    public required DeadLetterReason Reason { get; init; }

    /// <summary>What is wrong and what to do, in words; names fields, never shows their values.</summary>
    public required string Text { get; init; }

    public required string Provider { get; init; }

    public string? OrderId { get; init; }

    public required string EventName { get; init; }

    public required string EventId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset DeadAt { get; init; }

    /// <summary>How often handling was tried.</summary>
    public int Attempts { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>The request's headers as <see cref="RequestHeadersText"/> keeps them; never a credential.</summary>
    public string? Headers { get; init; }

    /// <summary>The type of the exception behind it; null where a foreseen failure or a limit brought it here.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>Equal for letters that failed alike: see <see cref="LetterFingerprint"/>.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The request body, byte for byte. Left out of lists; null once erased.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte>? Body { get; init; }

    public int BodyBytes { get; init; }

    /// <summary>The body as it came, once <see cref="Body"/> was edited. Left out of lists; null before that, and once erased.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte>? OriginalBody { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>How often it was replayed.</summary>
    public int Replays { get; init; }

    /// <summary>The job that replayed it last; null where that was done by hand.</summary>
    public string? ReplayJob { get; init; }

    /// <summary>Whether the last replay notifies nobody: kept, so that a replay cut short goes on as it was asked for.</summary>
    public bool WithoutNotifications { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Given with a discard.</summary>
    public string? DiscardReason { get; init; }

    public DateTimeOffset? ErasedAt { get; init; }
}

/// <summary>Where a letter stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeadLetterStatus>))]
public enum DeadLetterStatus
{
    /// <summary>Waits for a decision.</summary>
    [JsonStringEnumMemberName("open")] Open,

    /// <summary>Enqueued again; how that ends is not known yet.</summary>
    [JsonStringEnumMemberName("replaying")] Replaying,

    /// <summary>A replay of it reached its order.</summary>
    [JsonStringEnumMemberName("resolved")] Resolved,

    /// <summary>A person decided, with a reason, that it is not needed. Its bytes stay.</summary>
    [JsonStringEnumMemberName("discarded")] Discarded,
}
