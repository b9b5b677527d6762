using OrderRelay.Core.Ports;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Pipeline;

/// <summary>Moves what the queue gave up on to the desk. Collecting twice stores once.</summary>
public sealed class CollectDeadLetter(IDeadLetterStore desk, RelayTelemetry telemetry)
{
    /// <summary>Puts one message on the desk; the caller removes it from the queue afterwards.</summary>
    public async ValueTask HandleAsync(DeadMessage dead, CancellationToken cancellationToken)
    {
        if (dead.Message.ReplayOf is { } id && await desk.GetAsync(id, cancellationToken) is { } replayed)
        {
            await ReopenAsync(replayed, dead, cancellationToken);
        }
        else
        {
            await desk.AddAsync(LetterOf(dead), cancellationToken);
        }

        // Counted once it is stored: a desk that is away is asked again and again.
        telemetry.DeadLettered(dead.Reason);
    }

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
