using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Providers;

/// <summary>The outcome of mapping a body: an event with the facts of its transport, or the reason why it is none.</summary>
public sealed record MappedEvent
{
    public OrderEvent? Event { get; private init; }

    /// <summary>The provider's count of attempts to deliver this event, from 1; null when it sends none.</summary>
    public int? DeliveryAttempt { get; private init; }

    /// <summary>When the provider says it sent this attempt.</summary>
    public DateTimeOffset? SentAt { get; private init; }

    public DeadLetterReason? Failure { get; private init; }

    /// <summary>What is wrong with the body and what to do about it. Names fields, never shows their values.</summary>
    public string? FailureText { get; private init; }

    public static MappedEvent Of(OrderEvent @event, int? deliveryAttempt = null, DateTimeOffset? sentAt = null)
        => new() { Event = @event, DeliveryAttempt = deliveryAttempt, SentAt = sentAt };

    /// <summary>The type of the exception that a broken mapping threw; null for every foreseen failure.</summary>
    public string? ExceptionType { get; private init; }

    public static MappedEvent Failed(DeadLetterReason reason, string text, string? exceptionType = null)
        => new() { Failure = reason, FailureText = text, ExceptionType = exceptionType };
}
