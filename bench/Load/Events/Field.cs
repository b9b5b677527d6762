namespace OrderRelay.Load.Events;

/// <summary>The places of a template that change from event to event. Each has a fixed width, so that a request keeps its length.</summary>
internal enum Field
{
    /// <summary>Captain's order id: 12 hex digits.</summary>
    OrderId,

    /// <summary>An order id in the form of a UUID; also the partner's own id.</summary>
    OrderUuid,

    /// <summary>Unique per event.</summary>
    EventUuid,

    /// <summary>The store's short number, <c>0000-000</c>.</summary>
    OrderNumber,

    /// <summary>Seven characters, as on a tracking page.</summary>
    Tracking,

    /// <summary>When it happened: ISO 8601 with milliseconds and offset zero.</summary>
    Instant,

    /// <summary>When it was sent, 20 ms later.</summary>
    SentInstant,

    /// <summary>When it happened, in seconds with six decimals.</summary>
    UnixSeconds,

    /// <summary>When it was sent, in milliseconds.</summary>
    UnixMilliseconds,

    /// <summary>HMAC-SHA256 over the body, in hex.</summary>
    Signature,
}
