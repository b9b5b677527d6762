using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Ports;

/// <summary>One stored event of an order: the event as mapped, the facts of its arrival, and the bytes it came as.</summary>
public sealed record EventRow
{
    public required OrderEvent Event { get; init; }

    public required Arrival Arrival { get; init; }

    /// <summary>The request body, byte for byte; null once retention or erasure removed it.</summary>
    public ReadOnlyMemory<byte>? Raw { get; init; }

    /// <summary>True for a row whose identity the order is known to hold with other content. Stored beside the first.</summary>
    public bool IsFurtherContent { get; init; }
}
