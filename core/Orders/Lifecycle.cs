namespace OrderRelay.Core.Orders;

/// <summary>The rules of the lifecycle: what may follow what, on each track, and the headline over them. Pure.</summary>
public static class Lifecycle
{
    public static int Rank(DeliveryStatus status) => status is DeliveryStatus.Cancelled ? (int)DeliveryStatus.Failed : (int)status;

    public static int Rank(PreparationStatus status) => (int)status;

    /// <summary>An end that any strictly later move re-opens.</summary>
    public static bool IsSoftEnd(DeliveryStatus status)
        => status is DeliveryStatus.ClosedUnconfirmed or DeliveryStatus.Failed or DeliveryStatus.Cancelled;

    /// <summary>The delivery is over, softly or for good.</summary>
    public static bool IsEnd(DeliveryStatus status)
        => IsSoftEnd(status) || status is DeliveryStatus.Returned or DeliveryStatus.Delivered;

    /// <summary>Decides a delivery move.</summary>
    /// <param name="current">The track's status, or null before its first.</param>
    /// <param name="currentSince">When the track took that status.</param>
    /// <param name="next">The status that the event reports.</param>
    /// <param name="at">When the event happened; never before <paramref name="currentSince"/>, because events are folded sorted.</param>
    public static Decision Decide(DeliveryStatus? current, DateTimeOffset currentSince, DeliveryStatus next, DateTimeOffset at)
    {
        if (current is not { } status)
        {
            return new(Verdict.Applied, LifecycleRule.FirstStatus);
        }

        if (status == next)
        {
            return new(Verdict.Repeated, LifecycleRule.SameStatus);
        }

        if (status is DeliveryStatus.Returned)
        {
            return new(Verdict.LateAfterEnd, LifecycleRule.NothingFollowsReturned);
        }

        if (status is DeliveryStatus.Delivered)
        {
            return next is DeliveryStatus.Returning or DeliveryStatus.Returned
                ? new(Verdict.Applied, LifecycleRule.ReturnAfterDelivery)
                : new(Verdict.LateAfterEnd, LifecycleRule.OnlyReturnFollowsDelivered);
        }

        if (IsSoftEnd(status))
        {
            return at > currentSince
                ? new(Verdict.Reopened, LifecycleRule.LaterThanSoftEnd)
                : new(Verdict.LateAfterEnd, LifecycleRule.NotLaterThanSoftEnd);
        }

        return Rank(next) > Rank(status)
            ? new(Verdict.Applied, LifecycleRule.MovedForward)
            : status is DeliveryStatus.AttemptFailed
                ? new(Verdict.Applied, LifecycleRule.NextAttempt)
                : new(Verdict.Regressed, LifecycleRule.TimeWinsOverRank);
    }

    /// <summary>Decides a kitchen move, of the whole order or of one item.</summary>
    public static Decision Decide(PreparationStatus? current, PreparationStatus next) => current switch
    {
        null => new(Verdict.Applied, LifecycleRule.FirstStatus),
        { } status when status == next => new(Verdict.Repeated, LifecycleRule.SameStatus),
        { } status when Rank(next) > Rank(status) => new(Verdict.Applied, LifecycleRule.MovedForward),
        _ => new(Verdict.Regressed, LifecycleRule.TimeWinsOverRank),
    };

    /// <summary>
    /// The headline: from the driver's arrival on, the delivery speaks; before that the kitchen does, once it has begun.
    /// </summary>
    public static Headline HeadlineOf(DeliveryStatus? delivery, PreparationStatus? preparation, bool anyItemBegun)
    {
        if (delivery is { } status && Rank(status) >= (int)DeliveryStatus.AtPickup)
        {
            return FromDelivery(status);
        }

        return preparation switch
        {
            PreparationStatus.Prepared => Headline.Prepared,
            PreparationStatus.Preparing => Headline.Preparing,
            _ when anyItemBegun => Headline.Preparing,
            _ when delivery is { } early => FromDelivery(early),
            null => Headline.Unknown,
            _ => Headline.Created,
        };
    }

    private static Headline FromDelivery(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Created => Headline.Created,
        DeliveryStatus.Pending => Headline.Pending,
        DeliveryStatus.Assigned => Headline.Assigned,
        DeliveryStatus.AtPickup => Headline.AtPickup,
        DeliveryStatus.PickedUp => Headline.PickedUp,
        DeliveryStatus.InTransit => Headline.InTransit,
        DeliveryStatus.OutForDelivery => Headline.OutForDelivery,
        DeliveryStatus.AttemptFailed => Headline.AttemptFailed,
        DeliveryStatus.Returning => Headline.Returning,
        DeliveryStatus.NeedsAttention => Headline.NeedsAttention,
        DeliveryStatus.ClosedUnconfirmed => Headline.ClosedUnconfirmed,
        DeliveryStatus.Failed => Headline.Failed,
        DeliveryStatus.Cancelled => Headline.Cancelled,
        DeliveryStatus.Returned => Headline.Returned,
        DeliveryStatus.Delivered => Headline.Delivered,
        _ => Headline.Unknown,
    };
}
