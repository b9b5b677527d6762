using System.Text.Json;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Api;

/// <summary>What <c>GET /api/stream</c> says of an order, an event and the desk: each record's data, as JSON on one line.</summary>
public sealed class LiveRecords(StallPolicy stall, TimeProvider time)
{
    /// <summary>An order, as <c>GET /api/orders</c> lists it.</summary>
    public byte[] Order(OrderState state)
        => JsonSerializer.SerializeToUtf8Bytes(OrderMapping.Summary(state, stall, time.GetUtcNow()), ApiJson.Default.OrderSummary);

    /// <summary>A projected event.</summary>
    public static byte[] Event(ProjectedEvent projected)
    {
        var (@event, decision) = (projected.Event, projected.Decision);
        var store = projected.State.Facts.Store;
        return JsonSerializer.SerializeToUtf8Bytes(
            new LiveEventView
            {
                Provider = @event.Order.Provider,
                OrderId = @event.Order.OrderId,
                Store = store?.ExternalId ?? store?.Id,
                EventId = EventIds.Of(@event, decision),
                Name = @event.Name,
                OccurredAt = @event.OccurredAt,
                ReceivedAt = projected.ReceivedAt,
                LateSeconds = Math.Round((projected.ReceivedAt - @event.OccurredAt).TotalSeconds, 3),
                Verdict = decision.Verdict,
                Rule = decision.Rule,
                Status = OrderMapping.StatusOf(@event.Move),
                HeadlineChanged = projected.ChangedHeadline,
            },
            ApiJson.Default.LiveEventView);
    }

    /// <param name="open">Letters that wait for somebody.</param>
    public static byte[] Desk(long open) => JsonSerializer.SerializeToUtf8Bytes(new LiveDeskView(open), ApiJson.Default.LiveDeskView);

    /// <param name="dropped">Records that the client was too slow for.</param>
    public static byte[] Gap(long dropped) => JsonSerializer.SerializeToUtf8Bytes(new LiveGapView(dropped), ApiJson.Default.LiveGapView);
}

internal sealed record LiveEventView
{
    public required string Provider { get; init; }

    public required string OrderId { get; init; }

    /// <summary>The store's id, the partner's own where there is one.</summary>
    public string? Store { get; init; }

    public required string EventId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>From happened to received; negative when the provider's clock is ahead.</summary>
    public required double LateSeconds { get; init; }

    public required Verdict Verdict { get; init; }

    public required LifecycleRule Rule { get; init; }

    /// <summary>The canonical status it reported.</summary>
    public string? Status { get; init; }

    public required bool HeadlineChanged { get; init; }
}

internal sealed record LiveDeskView(long DeadLetters);

internal sealed record LiveGapView(long Dropped);
