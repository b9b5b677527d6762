using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Where a message goes: what its handling came to, or that it took too long, against how often it was delivered.</summary>
internal readonly record struct MoveRules(int MaxDeliveryCount, DateTimeOffset Now)
{
    public MessageMove Of(ReceivedMessage message, Outcome outcome, MessageMove done) => outcome switch
    {
        Outcome.Retry retry when message.DeliveryCount >= MaxDeliveryCount => done with
        {
            Kind = MoveKind.Bury,
            Deliveries = message.DeliveryCount,
            Reason = DeadLetterReason.AttemptsExhausted,
            Text = AttemptsText.Of(message.DeliveryCount, retry.Text),
        },
        Outcome.Retry retry => done with
        {
            Kind = MoveKind.Wait,
            Deliveries = message.DeliveryCount,
            Due = (Now + retry.Delay).UtcTicks,
        },
        Outcome.DeadLetter dead => done with
        {
            Kind = MoveKind.Bury,
            Deliveries = message.DeliveryCount,
            Reason = dead.Reason,
            Text = dead.Text,
            ExceptionType = dead.ExceptionType,
        },
        _ => done,
    };

    /// <summary>Its lock ended before it was settled.</summary>
    public MessageMove Expired(MessageMove move) => move.Deliveries < MaxDeliveryCount ? move : move with
    {
        Kind = MoveKind.Bury,
        Reason = DeadLetterReason.AttemptsExhausted,
        Text = AttemptsText.Of(move.Deliveries, "its lock expired"),
    };
}
