using System.Text;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>One letter. In a list without its body.</summary>
internal sealed record DeadLetterView
{
    public required string Id { get; init; }

    public required DeadLetterStatus Status { get; init; }

    public required DeadLetterReason Reason { get; init; }

    public required string Text { get; init; }

    public required string Provider { get; init; }

    public string? OrderId { get; init; }

    public required string EventName { get; init; }

    public required string EventId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset DeadAt { get; init; }

    public int Attempts { get; init; }

    public int Replays { get; init; }

    public string? TraceParent { get; init; }

    public string? Fingerprint { get; init; }

    public string? ExceptionType { get; init; }

    /// <summary>The job that replayed it last.</summary>
    public string? ReplayJob { get; init; }

    /// <summary>When its body was edited.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>The request's headers that are kept; none of them is a credential. Left out of lists.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? DiscardReason { get; init; }

    public DateTimeOffset? ErasedAt { get; init; }

    public int BodyBytes { get; init; }

    /// <summary>The body as text where it is UTF-8.</summary>
    public string? Body { get; init; }

    /// <summary>The body, byte for byte, where it is not UTF-8.</summary>
    public string? BodyBase64 { get; init; }

    /// <summary>The body as it came, where it was edited.</summary>
    public string? OriginalBody { get; init; }

    public string? OriginalBodyBase64 { get; init; }

    public static DeadLetterView Of(DeadLetter letter, bool withBody)
    {
        var text = withBody ? TextOf(letter.Body) : null;
        var original = withBody ? TextOf(letter.OriginalBody) : null;
        return new()
        {
            Id = letter.Id,
            Status = letter.Status,
            Reason = letter.Reason,
            Text = letter.Text,
            Provider = letter.Provider,
            OrderId = letter.OrderId,
            EventName = letter.EventName,
            EventId = letter.EventId,
            ReceivedAt = letter.ReceivedAt,
            DeadAt = letter.DeadAt,
            Attempts = letter.Attempts,
            Replays = letter.Replays,
            TraceParent = letter.TraceParent,
            Fingerprint = letter.Fingerprint.Length > 0 ? letter.Fingerprint : null,
            ExceptionType = letter.ExceptionType,
            ReplayJob = letter.ReplayJob,
            EditedAt = letter.EditedAt,
            Headers = withBody && letter.Headers is { } headers ? RequestHeadersText.Parse(headers) : null,
            ResolvedAt = letter.ResolvedAt,
            DiscardReason = letter.DiscardReason,
            ErasedAt = letter.ErasedAt,
            BodyBytes = letter.BodyBytes,
            Body = text,
            BodyBase64 = withBody && text is null && letter.Body is { } body ? Convert.ToBase64String(body.Span) : null,
            OriginalBody = original,
            OriginalBodyBase64 = withBody && original is null && letter.OriginalBody is { } first ? Convert.ToBase64String(first.Span) : null,
        };
    }

    private static string? TextOf(ReadOnlyMemory<byte>? body)
    {
        if (body is not { } bytes)
        {
            return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

internal sealed record DeadLetterListView(IReadOnlyList<DeadLetterView> DeadLetters, string? Cursor);

/// <summary>The body of a discard.</summary>
internal sealed record DiscardRequest(string? Reason);

/// <summary>Letters that failed alike.</summary>
internal sealed record DeadLetterGroupView(
    DeadLetterReason Reason, string? Fingerprint, long Count, DateTimeOffset FirstDeadAt, DateTimeOffset LastDeadAt, string Provider, string EventName, string Text, string SampleId)
{
    public static DeadLetterGroupView Of(DeadLetterGroup group) => new(
        group.Reason, group.Fingerprint.Length > 0 ? group.Fingerprint : null, group.Count, group.FirstDeadAt, group.LastDeadAt,
        group.Sample.Provider, group.Sample.EventName, group.Sample.Text, group.Sample.Id);
}

internal sealed record DeadLetterGroupsView(IReadOnlyList<DeadLetterGroupView> Groups);
