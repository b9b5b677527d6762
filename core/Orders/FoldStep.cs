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

        var tracks = new Tracks(state.Delivery, state.DeliveryTimes, state.Preparation, state.PreparationTimes, state.Items);
        var decision = Move(ref tracks, next);
        var items = ItemFold.Observe(tracks.Items, next);
        var headline = Lifecycle.HeadlineOf(tracks.Delivery?.Status, tracks.Preparation?.Status, ItemFold.AnyBegun(items));

        // One copy: a state is as large as what it is folded from.
        return (state with
        {
            Headline = headline,
            HeadlineSince = headline == state.Headline && before is not null ? state.HeadlineSince : next.OccurredAt,
            Delivery = tracks.Delivery,
            DeliveryTimes = tracks.DeliveryTimes,
            Preparation = tracks.Preparation,
            PreparationTimes = tracks.PreparationTimes,
            Items = items,
            Facts = next.Facts.Over(state.Facts),
            Events = state.Events + 1,
            UnknownStatuses = state.UnknownStatuses + (decision.Verdict is Verdict.UnknownStatus ? 1 : 0),
            Last = next.SortKey,
        }, decision);
    }

    /// <summary>An event whose identity an earlier one holds with other content: counted, and nothing else.</summary>
    public static OrderState Conflict(OrderState state, OrderEvent next)
        => state with { Events = state.Events + 1, Conflicts = state.Conflicts + 1, Last = next.SortKey };

    private static Decision Move(ref Tracks tracks, OrderEvent next) => next.Move switch
    {
        { Unknown: true } => new(Verdict.UnknownStatus, LifecycleRule.StatusNotInTable),
        { Delivery: { } delivery } => MoveDelivery(ref tracks, next, delivery),
        { Preparation: { } preparation, ItemId: { } itemId } => MoveItem(ref tracks, next, itemId, preparation),
        { Preparation: { } preparation } => MovePreparation(ref tracks, next, preparation),
        _ => new(Verdict.SideFact, LifecycleRule.MovesNoTrack),
    };

    private static Decision MoveDelivery(ref Tracks tracks, OrderEvent next, DeliveryStatus status)
    {
        var decision = Lifecycle.Decide(tracks.Delivery?.Status, tracks.Delivery?.Since ?? default, status, next.OccurredAt);
        if (decision.Moved)
        {
            tracks.Delivery = TrackOf(status, next);
            tracks.DeliveryTimes = Reached(tracks.DeliveryTimes, StatusNames.Of(status), next.OccurredAt);
        }

        return decision;
    }

    private static Decision MovePreparation(ref Tracks tracks, OrderEvent next, PreparationStatus status)
    {
        var decision = Lifecycle.Decide(tracks.Preparation?.Status, status);
        if (decision.Moved)
        {
            tracks.Preparation = TrackOf(status, next);
            tracks.PreparationTimes = Reached(tracks.PreparationTimes, StatusNames.Of(status), next.OccurredAt);
        }

        return decision;
    }

    private static Decision MoveItem(ref Tracks tracks, OrderEvent next, string itemId, PreparationStatus status)
    {
        var decision = Lifecycle.Decide(ItemFold.StatusOf(tracks.Items, itemId), status);
        if (decision.Moved)
        {
            tracks.Items = ItemFold.Set(tracks.Items, itemId, status, next.OccurredAt);
        }

        return decision;
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

    /// <summary>What a move may change.</summary>
    private record struct Tracks(
        Track<DeliveryStatus>? Delivery,
        IReadOnlyList<StatusTime> DeliveryTimes,
        Track<PreparationStatus>? Preparation,
        IReadOnlyList<StatusTime> PreparationTimes,
        IReadOnlyList<ItemState> Items);
}
