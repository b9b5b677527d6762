using Microsoft.Extensions.Logging;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Notifications;

/// <summary>
/// Makes one attempt. It is noted before anything leaves, and its answer right behind: a crash in between leaves an attempt
/// without an answer, and the same message, with the same id, goes out once more.
/// </summary>
public sealed class NotificationDelivery(INotificationLog log, INotificationRenderer renderer, RelayTelemetry telemetry, TimeProvider time, ILogger<NotificationDelivery> logger)
{
    /// <returns>The entry as noted, and how the attempt ended; the result is null when it could not even be rendered.</returns>
    internal async ValueTask<(NotificationEntry Entry, ChannelResult? Result)> AttemptAsync(
        NotificationEntry entry, INotificationChannel channel, OrderState state, CancellationToken cancellationToken)
    {
        if (Render(entry, state) is not { } message)
        {
            return (entry, null);
        }

        var begun = NotificationEntries.Begun(entry, channel.MaskedTarget, message.At);
        await log.PutAsync(begun, cancellationToken);
        var started = time.GetTimestamp();
        var result = await SendAsync(channel, message, cancellationToken);
        var duration = time.GetElapsedTime(started);

        telemetry.Notified(channel.Name, result.Status);
        logger.Notified(entry.Order.Provider, entry.Order.OrderId, entry.Id, channel.Name, entry.Change, result.Answer, begun.Attempts.Count, duration.TotalMilliseconds);
        return (NotificationEntries.Answered(begun, result.Answer, duration), result);
    }

    /// <summary>Notes how a channel fares. Two that write at once may lose a count; the next failure counts again.</summary>
    internal async ValueTask NoteHealthAsync(string channel, ChannelStatus status, CancellationToken cancellationToken)
    {
        var health = await log.GetHealthAsync(channel, cancellationToken);
        if (ChannelCircuit.After(health, channel, status, time.GetUtcNow()) is not { } changed)
        {
            return;
        }

        await log.PutHealthAsync(changed, cancellationToken);
        if (changed.DisabledAt is not null || changed.PausedUntil is not null)
        {
            logger.ChannelHeld(channel, changed.Failures, changed.PausedUntil, changed.DisabledAt);
        }
    }

    private NotificationMessage? Render(NotificationEntry entry, OrderState state)
    {
        try
        {
            return renderer.Render(RequestOf(entry), state, time.GetUtcNow());
        }
#pragma warning disable CA1031 // A template that throws is a bug of this one notification; it must not hold up the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.RenderingBroke(entry.Order.Provider, entry.Id, entry.Rule, exception.GetType().Name, exception.StackTrace);
            return null;
        }
    }

    private static async ValueTask<ChannelResult> SendAsync(INotificationChannel channel, NotificationMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await channel.SendAsync(message, cancellationToken);
        }
#pragma warning disable CA1031 // A channel never throws; one that does has a bug, and its exception's words may hold a credential.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new(ChannelStatus.Passing, $"unexpected {exception.GetType().Name}");
        }
    }

    private static NotificationRequest RequestOf(NotificationEntry entry) => new()
    {
        Id = entry.Id,
        Order = entry.Order,
        Event = entry.Event,
        Rule = entry.Rule,
        Channel = entry.Channel,
        Change = entry.Change,
        RequestedAt = entry.RequestedAt,
        Attempt = entry.Attempts.Count,
    };
}
