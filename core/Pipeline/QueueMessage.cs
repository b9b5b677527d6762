using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Pipeline;

/// <summary>One webhook on its way from the receiver to the projection: the raw bytes and what the receiver learnt.</summary>
public sealed record QueueMessage
{
    /// <summary>For the queue's duplicate detection: the identity and a hash of the exact bytes, so that a re-sent body is
    /// dropped and a conflicting one is not. A replay appends its own suffix and is never dropped.</summary>
    public required string MessageId { get; init; }

    public required string Provider { get; init; }

    /// <summary>The provider's event name, or <c>unrecognised</c>.</summary>
    public required string Subject { get; init; }

    public required EventIdentity Identity { get; init; }

    /// <summary>Null when the body names no order.</summary>
    public string? OrderId { get; init; }

    /// <summary>When the receiver had read the whole body.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>W3C trace context of the request, for the trace to go on behind the queue.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The request's headers as <see cref="RequestHeadersText"/> keeps them; null where none is worth keeping.</summary>
    public string? Headers { get; init; }

    /// <summary>The request body, byte for byte.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How often this message was put off and enqueued again. The queue's own delivery count starts anew each time.</summary>
    public int Attempt { get; init; }

    /// <summary>Id of the dead letter that this is a replay of.</summary>
    public string? ReplayOf { get; init; }

    /// <summary>A replay may ask that nobody be notified of what it changes.</summary>
    public bool WithoutNotifications { get; init; }
}
