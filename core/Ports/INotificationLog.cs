using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Ports;

/// <summary>What was sent, when, where to and with what answer; and how each channel fares.</summary>
public interface INotificationLog
{
    /// <summary>Adds an entry, durably. One with the same id is left as it is: by then it may say more.</summary>
    ValueTask AddAsync(NotificationEntry entry, CancellationToken cancellationToken);

    /// <summary>Adds or replaces an entry, durably; the id is the request's. What came to its end stays so: a handler that lost
    /// its message to another, and writes after it, adds only its attempts (<see cref="NotificationEntry.Over"/>).</summary>
    ValueTask PutAsync(NotificationEntry entry, CancellationToken cancellationToken);

    ValueTask<NotificationEntry?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Lists entries, the newest request first; of one order, of one provider, or all.</summary>
    /// <exception cref="InvalidCursorException">The cursor is none that this log gave.</exception>
    ValueTask<NotificationPage> ListAsync(string? provider, string? orderId, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>How a channel fares; null before anything went wrong with it.</summary>
    ValueTask<ChannelHealth?> GetHealthAsync(string channel, CancellationToken cancellationToken);

    ValueTask PutHealthAsync(ChannelHealth health, CancellationToken cancellationToken);
}

/// <summary>One requested notification with every attempt made at it.</summary>
public sealed record NotificationEntry
{
    internal const string SentStatus = "sent";
    internal const string SkippedStatus = "skipped";

    public required string Id { get; init; }

    public required OrderKey Order { get; init; }

    public required EventIdentity Event { get; init; }

    public required string Rule { get; init; }

    public required string Channel { get; init; }

    public required string Change { get; init; }

    /// <summary><c>pending</c>, <c>sent</c>, <c>skipped</c>, <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it was skipped or failed, in words.</summary>
    public string? Text { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public IReadOnlyList<NotificationAttempt> Attempts { get; init; } = [];

    /// <summary>What a log keeps when this entry is written over another one of its id. Pure.</summary>
    /// <param name="kept">What the log holds; null for nothing.</param>
    public NotificationEntry Over(NotificationEntry? kept)
    {
        if (kept is null || kept.Finality == 0)
        {
            return this;
        }

        var (said, other) = kept.Finality > Finality ? (kept, this) : (this, kept);
        return said with
        {
            Attempts = [.. said.Attempts
                .Concat(other.Attempts.Where(attempt => !said.Attempts.Any(known => known.At == attempt.At && known.Target == attempt.Target)))
                .OrderBy(static attempt => attempt.At)],
        };
    }

    /// <summary>What was sent was sent, even if another handler had no reason to; one that is open or failed may go on.</summary>
    private int Finality => Status switch
    {
        SentStatus => 2,
        SkippedStatus => 1,
        _ => 0,
    };
}

/// <param name="At">When it was made.</param>
/// <param name="Target">Where to, credentials masked.</param>
/// <param name="Answer">In a few words.</param>
/// <param name="DurationMilliseconds">From begin to answer.</param>
public sealed record NotificationAttempt(DateTimeOffset At, string Target, string Answer, double DurationMilliseconds);

/// <param name="Entries">The page.</param>
/// <param name="Cursor">Asks for the next page; null on the last.</param>
public sealed record NotificationPage(IReadOnlyList<NotificationEntry> Entries, string? Cursor);

/// <summary>How a channel fares.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="Failures">Attempts that failed in a row.</param>
/// <param name="PausedUntil">Nothing is sent to it before.</param>
/// <param name="DisabledAt">It said it is gone for good; a person has to enable it again.</param>
public sealed record ChannelHealth(string Channel, int Failures, DateTimeOffset? PausedUntil, DateTimeOffset? DisabledAt);
