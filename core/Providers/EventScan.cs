using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Providers;

/// <summary>What the receive path learns about a body before it is enqueued.</summary>
public readonly record struct EventScan
{
    public required ScanStatus Status { get; init; }

    /// <summary>The provider's event name; null when the body has none.</summary>
    public string? EventName { get; init; }

    /// <summary>The event's identity; for a body that no parser understands, the hash of its bytes.</summary>
    public EventIdentity Identity { get; init; }

    /// <summary>The order it is about; null when the body names none.</summary>
    public string? OrderId { get; init; }

    public static EventScan NotJson { get; } = new() { Status = ScanStatus.NotJson };
}

/// <summary>How far the scan came.</summary>
public enum ScanStatus
{
    /// <summary>The body is not JSON.</summary>
    NotJson,

    /// <summary>The body is JSON, but not an event that this provider documents, or one without an order. It is accepted
    /// and goes to the dead-letter desk.</summary>
    Unrecognised,

    /// <summary>An event with an identity and an order.</summary>
    Recognised,
}
