using OrderRelay.Core.Notifications;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Pipeline;

/// <summary>What a person may do with a letter: replay it, or discard it with a reason.</summary>
public sealed class DeadLetterDesk(IDeadLetterStore letters, IEventQueue queue, ProviderCatalog providers, TimeProvider time)
{
    /// <summary>Enqueues a letter's body again, under a fresh message id and read with today's code.</summary>
    /// <exception cref="QueueUnavailableException">It is not enqueued; the letter is open as before.</exception>
    public async ValueTask<DeskResult> ReplayAsync(string id, bool withoutNotifications, CancellationToken cancellationToken)
    {
        if (await letters.GetAsync(id, cancellationToken) is not { } letter)
        {
            return DeskResult.NotFound;
        }

        if (letter.Status is not (DeadLetterStatus.Open or DeadLetterStatus.Replaying))
        {
            return DeskResult.AlreadySettled;
        }

        if (letter.Body is not { } body)
        {
            return DeskResult.BodyErased;
        }

        if (ScanOf(letter, body) is not { Status: not ScanStatus.NotJson } scan)
        {
            return DeskResult.NotReplayable;
        }

        return await EnqueueAsync(letter, body, scan, withoutNotifications, cancellationToken);
    }

    /// <summary>Puts a letter away for good. Its bytes stay until retention ends.</summary>
    public async ValueTask<DeskResult> DiscardAsync(string id, string reason, CancellationToken cancellationToken)
    {
        if (await letters.GetAsync(id, cancellationToken) is not { } letter)
        {
            return DeskResult.NotFound;
        }

        if (letter.Status is not (DeadLetterStatus.Open or DeadLetterStatus.Replaying))
        {
            return DeskResult.AlreadySettled;
        }

        var discarded = letter with { Status = DeadLetterStatus.Discarded, DiscardReason = reason, ResolvedAt = time.GetUtcNow() };
        return await letters.MarkAsync(id, letter.Status, discarded, cancellationToken) ? DeskResult.Done : DeskResult.AlreadySettled;
    }

    private EventScan? ScanOf(DeadLetter letter, ReadOnlyMemory<byte> body)
        => letter.Provider == NotificationMessages.Provider ? NotificationMessages.Scan(letter) : providers.Find(letter.Provider)?.Scan(body.Span);

    private async ValueTask<DeskResult> EnqueueAsync(
        DeadLetter letter, ReadOnlyMemory<byte> body, EventScan scan, bool withoutNotifications, CancellationToken cancellationToken)
    {
        var replaying = letter with { Status = DeadLetterStatus.Replaying, Replays = letter.Replays + 1 };
        if (!await letters.MarkAsync(letter.Id, letter.Status, replaying, cancellationToken))
        {
            return DeskResult.AlreadySettled;
        }

        var message = new QueueMessage
        {
            MessageId = MessageIds.OfReplay(letter.Id, replaying.Replays),
            Provider = letter.Provider,
            Subject = scan.EventName ?? ReceiveWebhook.NoEventName,
            Identity = scan.Identity,
            OrderId = scan.OrderId,
            ReceivedAt = letter.ReceivedAt,
            TraceParent = letter.TraceParent,
            Body = body,
            ReplayOf = letter.Id,
            WithoutNotifications = withoutNotifications,
        };
        try
        {
            await queue.EnqueueAsync(message, null, cancellationToken);
        }
        catch (QueueUnavailableException)
        {
            await letters.MarkAsync(letter.Id, DeadLetterStatus.Replaying, letter with { Replays = replaying.Replays }, CancellationToken.None);
            throw;
        }

        return DeskResult.Done;
    }
}

/// <summary>What became of a request to the desk.</summary>
public enum DeskResult
{
    Done,
    NotFound,

    /// <summary>The letter was resolved or discarded, or someone else was quicker.</summary>
    AlreadySettled,

    /// <summary>Its bytes were erased with the order's personal data.</summary>
    BodyErased,

    /// <summary>Its body is not JSON, or its provider is not built in: nothing to enqueue.</summary>
    NotReplayable,
}
