namespace OrderRelay.Core.Orders;

/// <summary>A verdict with the rule that gave it.</summary>
public readonly record struct Decision(Verdict Verdict, LifecycleRule Rule)
{
    /// <summary>True when the event's track shows the event's status because of it.</summary>
    public bool Moved => Verdict is Verdict.Applied or Verdict.Regressed or Verdict.Reopened;

    /// <summary>The rule in words, for a timeline.</summary>
    public string Explanation => Rule switch
    {
        LifecycleRule.FirstStatus => "the first status on this track",
        LifecycleRule.MovedForward => "moved forward in the lifecycle",
        LifecycleRule.NextAttempt => "another attempt after a failed one is normal",
        LifecycleRule.ReturnAfterDelivery => "a return may follow a delivery",
        LifecycleRule.SameStatus => "the track already showed this status",
        LifecycleRule.TimeWinsOverRank => "a lower rank, but it happened later: time wins",
        LifecycleRule.NothingFollowsReturned => "nothing may follow a returned order",
        LifecycleRule.OnlyReturnFollowsDelivered => "after a delivery only a return may follow",
        LifecycleRule.NotLaterThanSoftEnd => "not strictly later than the end it would re-open",
        LifecycleRule.LaterThanSoftEnd => "strictly later than a soft end, which it re-opens",
        LifecycleRule.StatusNotInTable => "a status that the provider's table does not know: kept and counted",
        LifecycleRule.MovesNoTrack => "says something about the order and moves no track",
        LifecycleRule.SameIdentityOtherContent => "an earlier event has the same identity but other content",
        LifecycleRule.SameIdentitySameContent => "this very event is already known",
        _ => Rule.ToString(),
    };
}
