using OrderRelay.Core.Notifications;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// What has to follow a commit before its message may go: notifications are requested, a replayed letter is put away.
/// Done again for a redelivered message it changes nothing.
/// </summary>
public sealed class ProjectionSequel(RequestNotifications notifications, IDeadLetterStore desk, TimeProvider time)
{
    /// <summary>Begins; many that are under way at once share the queue's commits.</summary>
    /// <returns>Null when nothing follows; otherwise what ends with null, or with why the message has to come back.</returns>
    internal Task<string?>? Begin(DecidedArrival decided, OrderState? state, CancellationToken cancellationToken)
    {
        var message = decided.Arriving.Message;
        var happening = HappeningOf(message, decided.Row, state);
        return happening is null && message.ReplayOf is null
            ? null
            : FollowAsync(happening, message.ReplayOf, decided.Arriving.Event.Order, cancellationToken);
    }

    /// <summary>Does it for a message that was projected by a delivery long ago and will not be delivered again.</summary>
    /// <exception cref="QueueUnavailableException">Some of it may be done; doing it again is harmless.</exception>
    /// <exception cref="StoreUnavailableException">The same.</exception>
    internal async ValueTask CatchUpAsync(QueueMessage message, EventRow row, OrderState state, CancellationToken cancellationToken)
    {
        if (HappeningOf(message, row, state) is { } happening)
        {
            _ = await notifications.HandleAsync(happening, cancellationToken);
        }

        if (message.ReplayOf is { } letterId)
        {
            await ReplayedLetter.ResolveAsync(desk, letterId, state.Key.OrderId, time.GetUtcNow(), cancellationToken);
        }
    }

    private Happening? HappeningOf(QueueMessage message, EventRow? row, OrderState? state)
        => notifications.IsIdle || message.WithoutNotifications || row is null || state is null ? null : Happening.Of(row, state);

    private async Task<string?> FollowAsync(Happening? happening, string? letterId, OrderKey order, CancellationToken cancellationToken)
    {
        try
        {
            if (happening is not null)
            {
                _ = await notifications.HandleAsync(happening, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is QueueUnavailableException or StoreUnavailableException)
        {
            return $"projected, but its notifications could not be requested: {exception.Message}";
        }

        try
        {
            if (letterId is not null)
            {
                await ReplayedLetter.ResolveAsync(desk, letterId, order.OrderId, time.GetUtcNow(), cancellationToken);
            }
        }
        catch (StoreUnavailableException exception)
        {
            return $"projected, but its dead letter could not be marked: {exception.Message}";
        }

        return null;
    }
}
