using OrderRelay.Core.Notifications;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Pipeline;

/// <summary>What a person may do with a letter: replay it, mend its body, release it, or discard it with a reason.</summary>
public sealed class DeadLetterDesk(IDeadLetterStore letters, IEventQueue queue, ProviderCatalog providers, TimeProvider time)
{
    /// <summary>Enqueues a letter's body again, under a fresh message id and read with today's code.</summary>
    /// <exception cref="QueueUnavailableException">It is not enqueued; the letter is open as before.</exception>
    public ValueTask<DeskResult> ReplayAsync(string id, bool withoutNotifications, CancellationToken cancellationToken)
        => ReplayAsync(id, new ReplayTerms(withoutNotifications), cancellationToken);

    /// <inheritdoc cref="ReplayAsync(string, bool, CancellationToken)"/>
    public async ValueTask<DeskResult> ReplayAsync(string id, ReplayTerms terms, CancellationToken cancellationToken)
    {
        if (await letters.GetAsync(id, cancellationToken) is not { } letter)
        {
            return DeskResult.NotFound;
        }

        if (letter.Status is not (DeadLetterStatus.Open or DeadLetterStatus.Replaying))
        {
            return DeskResult.AlreadySettled;
        }

        // A letter stays suspect while it is replaying: only a release says that its sender is believed.
        if ((letter.Reason is DeadLetterReason.Unauthenticated) != terms.Release)
        {
            return terms.Release ? DeskResult.NotQuarantined : DeskResult.NeedsRelease;
        }

        if (letter.Body is not { } body)
        {
            return DeskResult.BodyErased;
        }

        return ScanOf(letter, body) is { } scan
            ? await EnqueueAsync(letter, body, scan, terms, cancellationToken)
            : DeskResult.NotReplayable;
    }

    /// <summary>
    /// Enqueues a letter that is already marked as replaying, under the message id of that replay: whoever marked it may have
    /// ended before it was enqueued. Where it was, the queue drops this as a duplicate or the projection finds nothing new.
    /// </summary>
    public async ValueTask ResumeAsync(string id, CancellationToken cancellationToken)
    {
        if (await letters.GetAsync(id, cancellationToken) is { Status: DeadLetterStatus.Replaying, Body: { } body } letter
            && ScanOf(letter, body) is { } scan)
        {
            await queue.EnqueueAsync(MessageOf(letter, body, scan), null, cancellationToken);
        }
    }

    /// <summary>Gives an open letter another body, which its next replay uses. The body that it came with is kept.</summary>
    public async ValueTask<DeskResult> EditAsync(string id, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (await letters.GetAsync(id, cancellationToken) is not { } letter)
        {
            return DeskResult.NotFound;
        }

        if (letter.Status is not DeadLetterStatus.Open)
        {
            return DeskResult.AlreadySettled;
        }

        if (letter.Body is null)
        {
            return DeskResult.BodyErased;
        }

        if (ScanOf(letter, body) is not { } scan)
        {
            return DeskResult.EditNotJson;
        }

        var edited = letter with
        {
            Body = body,
            BodyBytes = body.Length,
            EditedAt = time.GetUtcNow(),
            // The order has to be known here, for its erasure to find this letter.
            OrderId = scan.OrderId ?? letter.OrderId,
        };
        return await letters.EditAsync(id, DeadLetterStatus.Open, edited, cancellationToken) ? DeskResult.Done : DeskResult.AlreadySettled;
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

    private static QueueMessage MessageOf(DeadLetter letter, ReadOnlyMemory<byte> body, in EventScan scan) => new()
    {
        MessageId = MessageIds.OfReplay(letter.Id, letter.Replays),
        Provider = letter.Provider,
        Subject = scan.EventName ?? ReceiveWebhook.NoEventName,
        Identity = scan.Identity,
        OrderId = scan.OrderId,
        ReceivedAt = letter.ReceivedAt,
        TraceParent = letter.TraceParent,
        Headers = letter.Headers,
        Body = body,
        ReplayOf = letter.Id,
        WithoutNotifications = letter.WithoutNotifications,
    };

    /// <returns>Null when there is nothing to enqueue: no such provider, or not JSON.</returns>
    private EventScan? ScanOf(DeadLetter letter, ReadOnlyMemory<byte> body)
        => (letter.Provider == NotificationMessages.Provider ? NotificationMessages.Scan(letter) : providers.Find(letter.Provider)?.Scan(body.Span))
            is { Status: not ScanStatus.NotJson } scan ? scan : null;

    private async ValueTask<DeskResult> EnqueueAsync(
        DeadLetter letter, ReadOnlyMemory<byte> body, EventScan scan, ReplayTerms terms, CancellationToken cancellationToken)
    {
        var replaying = letter with
        {
            Status = DeadLetterStatus.Replaying,
            Replays = letter.Replays + 1,
            ReplayJob = terms.Job,
            WithoutNotifications = terms.WithoutNotifications,
        };
        if (!await letters.MarkAsync(letter.Id, letter.Status, replaying, cancellationToken))
        {
            return DeskResult.AlreadySettled;
        }

        try
        {
            await queue.EnqueueAsync(MessageOf(replaying, body, scan), null, cancellationToken);
        }
        catch (QueueUnavailableException)
        {
            await letters.MarkAsync(letter.Id, DeadLetterStatus.Replaying, letter with { Replays = replaying.Replays }, CancellationToken.None);
            throw;
        }

        return DeskResult.Done;
    }
}
