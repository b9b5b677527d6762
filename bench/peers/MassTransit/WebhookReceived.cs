namespace OrderRelay.Peers.MassTransit;

/// <summary>The message: the body as it came, and what the receiver already read of it.</summary>
public sealed record WebhookReceived
{
    /// <summary>The event's identity.</summary>
    public Guid Identity { get; init; }

    /// <summary>The order's key.</summary>
    public string OrderId { get; init; } = "";

    /// <summary>0 is the delivery, 1 the preparation.</summary>
    public short Track { get; init; }

    /// <summary>A word of the canonical lifecycle.</summary>
    public string Status { get; init; } = "";

    /// <summary>Breaks ties.</summary>
    public short Rank { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>The bytes of the request.</summary>
    public byte[] Body { get; init; } = [];

    internal OrderMove Move => new(Identity, OrderId, Track, Status, Rank, At);
}
