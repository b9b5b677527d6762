using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// Moves what the queue gave up on to the desk. Collecting twice stores once. A message that was projected and could never
/// be settled (a process that dies again and again between the two) is in its order's timeline: it is no letter, but what
/// has to follow its commit may never have been done, and is done here.
/// </summary>
public sealed class CollectDeadLetter(
    ProviderCatalog providers, IOrderStore orders, IDeadLetterStore desk, ProjectionSequel sequel, RelayTelemetry telemetry)
{
    /// <summary>Puts one message on the desk; the caller removes it from the queue afterwards.</summary>
    /// <exception cref="StoreUnavailableException">Collect it again later.</exception>
    /// <exception cref="QueueUnavailableException">The same.</exception>
    public async ValueTask HandleAsync(DeadMessage dead, CancellationToken cancellationToken)
    {
        var order = await OrderOfAsync(dead.Message, cancellationToken);
        if (dead.Reason is DeadLetterReason.AttemptsExhausted && order is not null && await FindProjectedAsync(dead.Message, cancellationToken) is { } row)
        {
            await sequel.CatchUpAsync(dead.Message, row, order.State, cancellationToken);
            return;
        }

        if (dead.Message.ReplayOf is { } id && await desk.GetAsync(id, cancellationToken) is { } replayed)
        {
            await ReopenAsync(replayed, dead, cancellationToken);
        }
        else
        {
            await desk.AddAsync(WithoutErased(LetterOf(dead), order), cancellationToken);
        }

        // Counted once it is stored: a desk that is away is asked again and again.
        telemetry.DeadLettered(dead.Reason);
    }

    private async ValueTask<StoredOrder?> OrderOfAsync(QueueMessage message, CancellationToken cancellationToken)
        => message.OrderId is { } orderId && providers.Find(message.Provider) is not null
            ? (await orders.LoadAsync([new OrderKey(message.Provider, orderId)], cancellationToken))[0]
            : null;

    private async ValueTask<EventRow?> FindProjectedAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        if (SafeMapping.Map(providers.Find(message.Provider)!, message.Body).Event is not { } @event)
        {
            return null;
        }

        foreach (var row in await orders.ReadEventsAsync(@event.Order, cancellationToken))
        {
            if (row.Event.Identity == @event.Identity && row.Event.Content == @event.Content)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>What a person's erasure removed must not come back with a letter that was still on its way.</summary>
    private static DeadLetter WithoutErased(DeadLetter letter, StoredOrder? order)
        => order?.ErasedAt is { } erasedAt ? letter with { Body = null, ErasedAt = erasedAt } : letter;

    /// <summary>A replay that failed: its letter is open again and says why this time.</summary>
    private async ValueTask ReopenAsync(DeadLetter letter, DeadMessage dead, CancellationToken cancellationToken)
    {
        if (letter.Status is DeadLetterStatus.Replaying)
        {
            var reopened = letter with
            {
                Status = DeadLetterStatus.Open,
                Reason = dead.Reason,
                Text = dead.Text,
                ExceptionType = dead.ExceptionType,
                Fingerprint = LetterFingerprint.Of(letter.Provider, dead.Reason, dead.Message.Subject, dead.Text),
                DeadAt = dead.DeadAt,
                Attempts = letter.Attempts + dead.DeliveryCount + dead.Message.Attempt,
            };
            await desk.MarkAsync(letter.Id, DeadLetterStatus.Replaying, reopened, cancellationToken);
        }
    }

    private static DeadLetter LetterOf(DeadMessage dead) => new()
    {
        Id = DeadLetterId.Of(dead.Message.ReceivedAt, dead.Message.MessageId),
        Status = DeadLetterStatus.Open,
        Reason = dead.Reason,
        Text = dead.Text,
        Provider = dead.Message.Provider,
        OrderId = dead.Message.OrderId,
        EventName = dead.Message.Subject,
        EventId = dead.Message.Identity.Value,
        ReceivedAt = dead.Message.ReceivedAt,
        DeadAt = dead.DeadAt,
        Attempts = dead.DeliveryCount + dead.Message.Attempt,
        TraceParent = dead.Message.TraceParent,
        Headers = dead.Message.Headers,
        ExceptionType = dead.ExceptionType,
        Fingerprint = LetterFingerprint.Of(dead.Message.Provider, dead.Reason, dead.Message.Subject, dead.Text),
        Body = dead.Message.Body,
        BodyBytes = dead.Message.Body.Length,
    };
}
