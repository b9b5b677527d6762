using System.Globalization;
using OrderRelay.Core.Notifications.Rendering;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Notifications;

/// <summary>Decides what to do with a request when its turn has come, by what is configured and true by then.</summary>
public sealed class NotificationTurns(NotificationRules rules, IChannelCatalog channels, INotificationLog log, StallPolicy stall, StoreTimeZones zones)
{
    /// <summary>How long a request waits for a channel that a person has to enable again.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(3);

    private const int LooksBack = 100;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(15);

    internal async ValueTask<Turn> DecideAsync(NotificationEntry entry, StoredOrder? order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (rules.Find(entry.Rule) is not { } rule)
        {
            return new Turn.Skip($"there is no rule {entry.Rule} any more");
        }

        if (channels.Find(entry.Channel) is not { } channel)
        {
            return new Turn.Skip($"there is no channel {entry.Channel} any more");
        }

        if (order is null)
        {
            return new Turn.Skip("the order is not stored any more");
        }

        if (NoLonger(entry, rule, order.State, now) is { } text)
        {
            return new Turn.Skip(text);
        }

        if (rule.Coalesce > TimeSpan.Zero && await FindNewerAsync(entry, order.State, now, cancellationToken) is { } newer)
        {
            return new Turn.Skip($"coalesced: {newer.Change} is newer");
        }

        return Quiet(rule, order.State, now) ?? await HeldAsync(entry, now, cancellationToken) ?? new Turn.Send(channel, order.State);
    }

    private string? NoLonger(NotificationEntry entry, NotificationRule rule, OrderState state, DateTimeOffset now)
        => !NotificationTruth.IsTrue(entry.Change, entry.Event, state, stall, now) ? $"no longer true: the order is {StatusNames.Of(state.Headline)}"
            : rule.Consent is { } key && !NotificationTruth.HasConsent(state.Facts.CustomFields, key) ? $"no consent: {key} is not true in the order's custom fields"
            : null;

    /// <summary>Only one that is true itself stands in for this one, or two could wait for each other and neither be told.</summary>
    private async ValueTask<NotificationEntry?> FindNewerAsync(
        NotificationEntry entry, OrderState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var page = await log.ListAsync(entry.Order.Provider, entry.Order.OrderId, null, LooksBack, cancellationToken);
        foreach (var other in page.Entries)
        {
            if (other.Status is NotificationEntries.Pending or NotificationEntries.Sent && NotificationEntries.IsNewer(other, entry)
                && NotificationTruth.IsTrue(other.Change, other.Event, state, stall, now))
            {
                return other;
            }
        }

        return null;
    }

    private Turn.Wait? Quiet(NotificationRule rule, OrderState state, DateTimeOffset now)
    {
        if (rule.QuietHours is not { } quiet || rule.Urgent)
        {
            return null;
        }

        var allowed = quiet.NextAllowed(now, zones.Of(state.Facts.Store));
        return allowed > now ? new(allowed, $"waits for the end of quiet hours at {Text(allowed)}") : null;
    }

    private async ValueTask<Turn?> HeldAsync(NotificationEntry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var health = await log.GetHealthAsync(entry.Channel, cancellationToken);
        if (health is { DisabledAt: not null })
        {
            return now - entry.RequestedAt > LongestWait
                ? new Turn.GiveUp($"channel {entry.Channel} is disabled, and was for too long: enable it, then replay")
                : new Turn.Wait(now + LookAgain, $"waits for channel {entry.Channel} to be enabled again: its receiver said that it is gone");
        }

        return health?.PausedUntil is { } until && until > now
            ? new Turn.Wait(until, $"waits until {Text(until)}: channel {entry.Channel} failed {health.Failures.ToString(CultureInfo.InvariantCulture)} times in a row")
            : null;
    }

    private static string Text(DateTimeOffset instant) => InstantConverter.Write(instant);
}
