using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Notifications;

/// <summary>
/// One thing to tell one channel about one order, because a rule asked for it. Its id follows from (order, event, rule,
/// channel): requesting it again after a crash changes nothing.
/// </summary>
public sealed record NotificationRequest
{
    public required string Id { get; init; }

    public required OrderKey Order { get; init; }

    /// <summary>The event that changed something; for a stalled order its last event.</summary>
    public required EventIdentity Event { get; init; }

    /// <summary>Name of the rule in configuration.</summary>
    public required string Rule { get; init; }

    /// <summary>Name of the channel in configuration.</summary>
    public required string Channel { get; init; }

    /// <summary>What happened, as rules spell it: <c>headline:delivered</c>, <c>preparation:prepared</c>, <c>verdict:conflict</c>, <c>stalled</c>.</summary>
    public required string Change { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Attempts made so far.</summary>
    public int Attempt { get; init; }
}
