using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>One requested notification with every attempt made at it.</summary>
internal sealed record NotificationView(
    string Id,
    string Provider,
    string OrderId,
    string EventId,
    string Rule,
    string Channel,
    string Change,
    string Status,
    string? Text,
    DateTimeOffset RequestedAt,
    IReadOnlyList<NotificationAttempt> Attempts)
{
    public static NotificationView Of(NotificationEntry entry) => new(
        entry.Id, entry.Order.Provider, entry.Order.OrderId, entry.Event.Value, entry.Rule, entry.Channel, entry.Change,
        entry.Status, entry.Text, entry.RequestedAt, entry.Attempts);
}

internal sealed record NotificationListView(IReadOnlyList<NotificationView> Notifications, string? Cursor);

/// <summary>A channel and how it fares.</summary>
internal sealed record ChannelView(string Name, string Target, int Failures, DateTimeOffset? PausedUntil, DateTimeOffset? DisabledAt)
{
    public static ChannelView Of(string name, string target, ChannelHealth? health)
        => new(name, target, health?.Failures ?? 0, health?.PausedUntil, health?.DisabledAt);
}

internal sealed record ChannelListView(IReadOnlyList<ChannelView> Channels);
