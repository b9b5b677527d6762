using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Notifications;

/// <summary>How an entry of the log comes about and goes on. Pure.</summary>
internal static class NotificationEntries
{
    public const string Pending = "pending";
    public const string Sent = NotificationEntry.SentStatus;
    public const string Skipped = NotificationEntry.SkippedStatus;
    public const string Failed = "failed";

    /// <summary>Stands as the answer while an attempt is under way; what a crash leaves behind, since nobody knows then.</summary>
    public const string UnknownAnswer = "no answer noted";

    public static NotificationEntry Of(NotificationRequest request) => new()
    {
        Id = request.Id,
        Order = request.Order,
        Event = request.Event,
        Rule = request.Rule,
        Channel = request.Channel,
        Change = request.Change,
        Status = Pending,
        RequestedAt = request.RequestedAt,
    };

    public static NotificationEntry Begun(NotificationEntry entry, string target, DateTimeOffset now) => entry with
    {
        Status = Pending,
        Text = null,
        Attempts = [.. entry.Attempts, new(now, target, UnknownAnswer, 0)],
    };

    public static NotificationEntry Answered(NotificationEntry begun, string answer, TimeSpan duration) => begun with
    {
        Attempts = [.. begun.Attempts.Take(begun.Attempts.Count - 1), begun.Attempts[^1] with { Answer = answer, DurationMilliseconds = duration.TotalMilliseconds }],
    };

    /// <summary>One of the same order, rule and channel that says something newer. Of two of one instant the id decides, for
    /// everyone alike: whoever asks, exactly one of them is the latest.</summary>
    public static bool IsNewer(NotificationEntry other, NotificationEntry entry)
        => other.Rule == entry.Rule && other.Channel == entry.Channel && other.Id != entry.Id
            && (other.RequestedAt != entry.RequestedAt
                ? other.RequestedAt > entry.RequestedAt
                : string.CompareOrdinal(other.Id, entry.Id) > 0);
}
