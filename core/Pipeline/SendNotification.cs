using OrderRelay.Core.Notifications;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// Handles one message of the <c>notifications</c> queue. What the log says, not what the queue counts, decides: a message
/// may come twice, and waiting for its time is no attempt.
/// </summary>
public sealed class SendNotification(
    IOrderStore orders, INotificationLog log, NotificationTurns turns, NotificationDelivery delivery, NotificationSettling settling)
{
    private readonly ChannelLanes lanes = new();

    /// <summary>Handles one message.</summary>
    /// <returns>What to do with it. Nothing is thrown for a receiver's sake or a store's failure.</returns>
    public async ValueTask<Outcome> HandleAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        if (NotificationMessages.Read(message.Body.Span) is not { } request)
        {
            return new Outcome.DeadLetter(DeadLetterReason.InvalidField, "the message is no request for a notification");
        }

        try
        {
            return await HandleAsync(message, request, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            return settling.StoreAway(exception.Message);
        }
#pragma warning disable CA1031 // A bug must neither lose the message nor stop the pump.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return settling.Unexpected(request, exception);
        }
    }

    private async ValueTask<Outcome> HandleAsync(QueueMessage message, NotificationRequest request, CancellationToken cancellationToken)
    {
        var entry = await log.GetAsync(request.Id, cancellationToken) ?? NotificationEntries.Of(request);
        switch (entry.Status)
        {
            case NotificationEntries.Sent or NotificationEntries.Skipped:
                return await settling.DoneAsync(message, entry, cancellationToken);
            case NotificationEntries.Failed when message.ReplayOf is null:
                return NotificationSettling.FailedBefore(entry);
        }

        if (message.WithoutNotifications)
        {
            return await settling.SkippedAsync(message, entry, "replayed without notifications", cancellationToken);
        }

        var order = (await orders.LoadAsync([request.Order], cancellationToken))[0];
        switch (await turns.DecideAsync(entry, order, settling.Now, cancellationToken))
        {
            case Turn.Skip skip:
                return await settling.SkippedAsync(message, entry, skip.Text, cancellationToken);
            case Turn.Wait wait:
                return await settling.WaitAsync(entry, wait, cancellationToken);
            case Turn.GiveUp giveUp:
                return await settling.FailedAsync(entry, DeadLetterReason.ReceiverRefused, giveUp.Text, cancellationToken);
            case Turn.Send send:
                return await SendAsync(message, entry, send, cancellationToken);
            default:
                throw new InvalidOperationException("a turn is one of a closed set");
        }
    }

    private async ValueTask<Outcome> SendAsync(QueueMessage message, NotificationEntry entry, Turn.Send send, CancellationToken cancellationToken)
    {
        using var place = lanes.TryEnter(send.Channel.Name);
        if (place is null)
        {
            return settling.LaneFull(send.Channel.Name);
        }

        var (attempted, result) = await delivery.AttemptAsync(entry, send.Channel, send.State, cancellationToken);
        if (result is null)
        {
            return await settling.FailedAsync(entry, DeadLetterReason.Unexpected, "rendering it failed, which is a bug of a template or of the renderer", cancellationToken);
        }

        // The answer first: what was sent must not be forgotten because the channel's health could not be noted.
        var outcome = await settling.AnsweredAsync(message, attempted, result, cancellationToken);
        await delivery.NoteHealthAsync(send.Channel.Name, result.Status, cancellationToken);
        return outcome;
    }
}
