namespace OrderRelay.Core.Orders;

/// <summary>One step of the fold: the state before, one event that sorts last, the state after with the decision.</summary>
internal static class FoldStep
{
    public static (OrderState State, Decision Decision) Apply(OrderState? before, OrderEvent next)
    {
        var state = before ?? new OrderState { Key = next.Order, FirstEventAt = next.OccurredAt, HeadlineSince = next.OccurredAt, Last = next.SortKey };
        if (state.Key != next.Order)
        {
            throw new ArgumentException($"an event of {next.Order} cannot be folded onto {state.Key}", nameof(next));
        }

        var (moved, decision) = Move(state, next);
        var after = moved with
        {
            Facts = next.Facts.Over(moved.Facts),
            Items = ItemFold.Observe(moved.Items, next),
            Events = state.Events + 1,
            UnknownStatuses = state.UnknownStatuses + (decision.Verdict is Verdict.UnknownStatus ? 1 : 0),
            Last = next.SortKey,
        };

        return (WithHeadline(after, state.Headline, before is null, next.OccurredAt), decision);
    }

    /// <summary>An event whose identity an earlier one holds with other content: counted, and nothing else.</summary>
    public static OrderState Conflict(OrderState state, OrderEvent next)
        => state with { Events = state.Events + 1, Conflicts = state.Conflicts + 1, Last = next.SortKey };

    private static (OrderState State, Decision Decision) Move(OrderState state, OrderEvent next) => next.Move switch
    {
        { Unknown: true } => (state, new(Verdict.UnknownStatus, LifecycleRule.StatusNotInTable)),
        { Delivery: { } delivery } => MoveDelivery(state, next, delivery),
        { Preparation: { } preparation, ItemId: { } itemId } => MoveItem(state, next, itemId, preparation),
        { Preparation: { } preparation } => MovePreparation(state, next, preparation),
        _ => (state, new(Verdict.SideFact, LifecycleRule.MovesNoTrack)),
    };

    private static (OrderState State, Decision Decision) MoveDelivery(OrderState state, OrderEvent next, DeliveryStatus status)
    {
        var decision = Lifecycle.Decide(state.Delivery?.Status, state.Delivery?.Since ?? default, status, next.OccurredAt);
        return decision.Moved
            ? (state with
            {
                Delivery = TrackOf(status, next),
                DeliveryTimes = Reached(state.DeliveryTimes, StatusNames.Of(status), next.OccurredAt),
            }, decision)
            : (state, decision);
    }

    private static (OrderState State, Decision Decision) MovePreparation(OrderState state, OrderEvent next, PreparationStatus status)
    {
        var decision = Lifecycle.Decide(state.Preparation?.Status, status);
        return decision.Moved
            ? (state with
            {
                Preparation = TrackOf(status, next),
                PreparationTimes = Reached(state.PreparationTimes, StatusNames.Of(status), next.OccurredAt),
            }, decision)
            : (state, decision);
    }

    private static (OrderState State, Decision Decision) MoveItem(OrderState state, OrderEvent next, string itemId, PreparationStatus status)
    {
        var decision = Lifecycle.Decide(ItemFold.StatusOf(state.Items, itemId), status);
        return decision.Moved
            ? (state with { Items = ItemFold.Set(state.Items, itemId, status, next.OccurredAt) }, decision)
            : (state, decision);
    }

    private static Track<TStatus> TrackOf<TStatus>(TStatus status, OrderEvent next)
        where TStatus : struct, Enum
        => new()
        {
            Status = status,
            Since = next.OccurredAt,
            SetBy = next.Identity,
            ProviderStatus = next.Move.ProviderStatus,
            ProviderSubstatus = next.Move.ProviderSubstatus,
        };

    private static StatusTime[] Reached(IReadOnlyList<StatusTime> times, string status, DateTimeOffset at)
    {
        for (var i = 0; i < times.Count; i++)
        {
            if (times[i].Status == status)
            {
                StatusTime[] again = [.. times];
                again[i] = again[i] with { Last = at, Times = again[i].Times + 1 };
                return again;
            }
        }

        return [.. times, new(status, at, at, 1)];
    }

    private static OrderState WithHeadline(OrderState state, Headline before, bool first, DateTimeOffset at)
    {
        var headline = Lifecycle.HeadlineOf(state.Delivery?.Status, state.Preparation?.Status, ItemFold.AnyBegun(state.Items));
        return headline == before && !first ? state : state with { Headline = headline, HeadlineSince = at };
    }
}
