using System.Globalization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>Stored orders and rows as the API shows them.</summary>
internal static class OrderMapping
{
    public static OrderSummary Summary(OrderState state, StallPolicy stall, DateTimeOffset now) => new()
    {
        Provider = state.Key.Provider,
        OrderId = state.Key.OrderId,
        Status = state.Headline,
        StatusSince = state.HeadlineSince,
        Ended = state.Ended,
        Stalled = stall.IsStalled(state, now),
        Delivery = state.Delivery?.Status,
        Preparation = state.Preparation?.Status,
        ItemsPrepared = Prepared(state),
        ItemsTotal = state.Items.Count,
        Store = state.Facts.Store,
        References = state.Facts.References,
        Events = state.Events,
        UnknownStatuses = state.UnknownStatuses,
        FirstEventAt = state.FirstEventAt,
        LastEventAt = state.LastEventAt,
    };

    public static OrderView Order(StoredOrder order, StallPolicy stall, DateTimeOffset now)
    {
        var (state, facts) = (order.State, order.State.Facts);
        return new()
        {
            Provider = state.Key.Provider,
            OrderId = state.Key.OrderId,
            Status = state.Headline,
            StatusSince = state.HeadlineSince,
            Ended = state.Ended,
            Stalled = stall.IsStalled(state, now),
            Delivery = state.Delivery,
            Preparation = state.Preparation,
            Items = state.Items,
            ItemsPrepared = Prepared(state),
            ItemsTotal = state.Items.Count,
            Store = facts.Store,
            References = facts.References,
            Kind = facts.Kind,
            Channel = facts.Channel,
            Carrier = facts.Carrier,
            PaymentStatus = facts.PaymentStatus,
            Total = facts.Total?.ToString(CultureInfo.InvariantCulture),
            Failure = facts.Failure,
            TrackingLink = facts.TrackingLink,
            Recipient = facts.Recipient,
            Driver = facts.Driver,
            CustomFields = facts.CustomFields,
            Times = new()
            {
                Delivery = state.DeliveryTimes,
                Preparation = state.PreparationTimes,
                PreparationStartedAt = facts.PreparationStartedAt,
                PreparationCompletedAt = facts.PreparationCompletedAt,
            },
            Events = state.Events,
            UnknownStatuses = state.UnknownStatuses,
            Conflicts = state.Conflicts,
            FirstEventAt = state.FirstEventAt,
            LastEventAt = state.LastEventAt,
            PersonalDataErasedAt = order.ErasedAt,
        };
    }

    /// <summary>The timeline: verdicts come from folding the rows now, so they are right whatever arrived since.</summary>
    public static TimelineView Timeline(OrderKey key, IReadOnlyList<EventRow> rows)
    {
        var folded = OrderProjection.Fold([.. rows.Select(static row => row.Event)]);
        var arrivals = rows.ToDictionary(static row => (row.Event.Identity, row.Event.Content));
        return new(key.Provider, key.OrderId, folded.State.Headline,
            [.. folded.Timeline.Select(entry => Event(entry, arrivals[(entry.Event.Identity, entry.Event.Content)]))]);
    }

    private static EventView Event(DecidedEvent entry, EventRow row)
    {
        var (@event, decision) = (entry.Event, entry.Decision);
        return new()
        {
            EventId = EventIds.Of(@event, decision),
            Name = @event.Name,
            OccurredAt = @event.OccurredAt,
            OccurredAtText = @event.OccurredAtText,
            Verdict = decision.Verdict,
            Rule = decision.Rule,
            Explanation = decision.Explanation,
            Track = TrackOf(@event.Move),
            Status = StatusOf(@event.Move),
            ProviderStatus = @event.Move.ProviderStatus,
            ProviderSubstatus = @event.Move.ProviderSubstatus,
            ReceivedAt = row.Arrival.ReceivedAt,
            DelayMilliseconds = Math.Round((row.Arrival.ReceivedAt - @event.OccurredAt).TotalMilliseconds, 3),
            ArrivedLate = row.Arrival.ArrivedLate,
            Receipts = row.Arrival.Receipts,
            DeliveryAttempt = row.Arrival.DeliveryAttempt,
            SentAt = row.Arrival.SentAt,
            ContentHash = @event.Content.Value,
            RawAvailable = row.Raw is not null,
            ReplayOf = row.Arrival.ReplayOf,
        };
    }

    private static string? TrackOf(OrderMove move)
        => move.Delivery is not null ? "delivery"
            : move.Preparation is null ? null
            : move.ItemId is { } item ? $"item:{item}"
            : "preparation";

    public static string? StatusOf(OrderMove move)
        => move.Delivery is { } delivery ? StatusNames.Of(delivery)
            : move.Preparation is { } preparation ? StatusNames.Of(preparation)
            : null;

    private static int Prepared(OrderState state)
    {
        var prepared = 0;
        foreach (var item in state.Items)
        {
            prepared += item.Status is PreparationStatus.Prepared ? 1 : 0;
        }

        return prepared;
    }
}
