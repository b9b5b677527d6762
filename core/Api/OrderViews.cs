using System.Text.Json;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Api;

/// <summary>One order in a list.</summary>
internal sealed record OrderSummary
{
    public required string Provider { get; init; }

    public required string OrderId { get; init; }

    public required Headline Status { get; init; }

    public required DateTimeOffset StatusSince { get; init; }

    public required bool Ended { get; init; }

    /// <summary>Not ended, and silent for longer than configured.</summary>
    public required bool Stalled { get; init; }

    public DeliveryStatus? Delivery { get; init; }

    public PreparationStatus? Preparation { get; init; }

    public int ItemsPrepared { get; init; }

    public int ItemsTotal { get; init; }

    public Store? Store { get; init; }

    public OrderReferences? References { get; init; }

    public int Events { get; init; }

    public int UnknownStatuses { get; init; }

    public required DateTimeOffset FirstEventAt { get; init; }

    public required DateTimeOffset LastEventAt { get; init; }
}

internal sealed record OrderListView(IReadOnlyList<OrderSummary> Orders, string? Cursor);

/// <summary>One order, whole.</summary>
internal sealed record OrderView
{
    public required string Provider { get; init; }

    public required string OrderId { get; init; }

    public required Headline Status { get; init; }

    public required DateTimeOffset StatusSince { get; init; }

    public required bool Ended { get; init; }

    /// <summary>Not ended, and silent for longer than configured.</summary>
    public required bool Stalled { get; init; }

    public Track<DeliveryStatus>? Delivery { get; init; }

    public Track<PreparationStatus>? Preparation { get; init; }

    public required IReadOnlyList<ItemState> Items { get; init; }

    public int ItemsPrepared { get; init; }

    public int ItemsTotal { get; init; }

    public Store? Store { get; init; }

    public OrderReferences? References { get; init; }

    public string? Kind { get; init; }

    public string? Channel { get; init; }

    public string? Carrier { get; init; }

    public string? PaymentStatus { get; init; }

    /// <summary>A decimal in a string, as money travels.</summary>
    public string? Total { get; init; }

    public Failure? Failure { get; init; }

    public string? TrackingLink { get; init; }

    public Recipient? Recipient { get; init; }

    public Driver? Driver { get; init; }

    public JsonElement? CustomFields { get; init; }

    public required OrderTimes Times { get; init; }

    public int Events { get; init; }

    public int UnknownStatuses { get; init; }

    public int Conflicts { get; init; }

    public required DateTimeOffset FirstEventAt { get; init; }

    public required DateTimeOffset LastEventAt { get; init; }

    public DateTimeOffset? PersonalDataErasedAt { get; init; }
}

internal sealed record OrderTimes
{
    public required IReadOnlyList<StatusTime> Delivery { get; init; }

    public required IReadOnlyList<StatusTime> Preparation { get; init; }

    public DateTimeOffset? PreparationStartedAt { get; init; }

    public DateTimeOffset? PreparationCompletedAt { get; init; }
}

/// <summary>One event of an order's timeline, with why it was decided as it was.</summary>
internal sealed record EventView
{
    public required string EventId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required string OccurredAtText { get; init; }

    public required Verdict Verdict { get; init; }

    public required LifecycleRule Rule { get; init; }

    /// <summary>The rule in words.</summary>
    public required string Explanation { get; init; }

    /// <summary><c>delivery</c>, <c>preparation</c>, or <c>item:{id}</c>; absent for a side fact.</summary>
    public string? Track { get; init; }

    /// <summary>The canonical status it reported.</summary>
    public string? Status { get; init; }

    public string? ProviderStatus { get; init; }

    public string? ProviderSubstatus { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>From happened to received, in milliseconds; negative when the provider's clock is ahead.</summary>
    public required double DelayMilliseconds { get; init; }

    public required bool ArrivedLate { get; init; }

    public required int Receipts { get; init; }

    public int? DeliveryAttempt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public required string ContentHash { get; init; }

    public required bool RawAvailable { get; init; }

    public string? ReplayOf { get; init; }
}

internal sealed record TimelineView(string Provider, string OrderId, Headline Status, IReadOnlyList<EventView> Events);

internal sealed record ReferenceView(string Provider, string Reference, IReadOnlyList<OrderSummary> Orders);
