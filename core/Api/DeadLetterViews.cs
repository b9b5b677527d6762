using System.Text;
using OrderRelay.Core.Pipeline;

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

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? DiscardReason { get; init; }

    public DateTimeOffset? ErasedAt { get; init; }

    public int BodyBytes { get; init; }

    /// <summary>The body as text where it is UTF-8.</summary>
    public string? Body { get; init; }

    /// <summary>The body, byte for byte, where it is not UTF-8.</summary>
    public string? BodyBase64 { get; init; }

    public static DeadLetterView Of(DeadLetter letter, bool withBody)
    {
        var text = withBody ? TextOf(letter.Body) : null;
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
            ResolvedAt = letter.ResolvedAt,
            DiscardReason = letter.DiscardReason,
            ErasedAt = letter.ErasedAt,
            BodyBytes = letter.BodyBytes,
            Body = text,
            BodyBase64 = withBody && text is null && letter.Body is { } body ? Convert.ToBase64String(body.Span) : null,
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

/// <summary>What a replay by filter did.</summary>
/// <param name="Replayed">Letters enqueued again.</param>
/// <param name="Skipped">Letters that could not be: not JSON, erased, or settled meanwhile.</param>
/// <param name="Cursor">Where to go on when there are more letters than one request replays; absent when all are done.</param>
internal sealed record ReplayManyView(int Replayed, int Skipped, string? Cursor);
