using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>What a row remembers of how its event arrived.</summary>
internal static class ArrivalFacts
{
    public static Arrival First(Arriving arriving, DateTimeOffset now, bool late, Headline? before, Headline after) => new()
    {
        ReceivedAt = arriving.Message.ReceivedAt,
        ProjectedAt = now,
        ArrivedLate = late,
        LastReceivedAt = arriving.Message.ReceivedAt,
        DeliveryAttempt = arriving.Mapped.DeliveryAttempt,
        SentAt = arriving.Mapped.SentAt,
        TraceParent = arriving.Message.TraceParent,
        HeadlineBefore = before,
        HeadlineAfter = after,
        ReplayOf = arriving.Message.ReplayOf,
    };

    /// <summary>
    /// Whether a delivery received then is one more of the provider's, not the queue's redelivery of one that is counted.
    /// One between the first and the last counted is taken for the queue's: a count too low does less harm than one that grows.
    /// </summary>
    public static bool IsFurther(Arrival arrival, DateTimeOffset receivedAt)
        => receivedAt > arrival.LastReceivedAt || receivedAt < arrival.ReceivedAt;

    /// <summary>The same event delivered once more by its provider.</summary>
    public static Arrival Again(Arrival arrival, Arriving arriving) => arrival with
    {
        Receipts = arrival.Receipts + 1,
        ReceivedAt = arriving.Message.ReceivedAt < arrival.ReceivedAt ? arriving.Message.ReceivedAt : arrival.ReceivedAt,
        LastReceivedAt = arriving.Message.ReceivedAt > arrival.LastReceivedAt ? arriving.Message.ReceivedAt : arrival.LastReceivedAt,
        DeliveryAttempt = Math.Max(arrival.DeliveryAttempt ?? 0, arriving.Mapped.DeliveryAttempt ?? 0) is > 0 and var attempt ? attempt : null,
    };
}
