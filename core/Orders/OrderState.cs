using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>
/// One order as its events make it: a pure function of the set of its distinct events, the same for every order of
/// arrival. Nothing about arrival is in it.
/// </summary>
public sealed record OrderState
{
    public required OrderKey Key { get; init; }

    public Headline Headline { get; init; }

    /// <summary>When the event that last changed the headline happened.</summary>
    public DateTimeOffset HeadlineSince { get; init; }

    public Track<DeliveryStatus>? Delivery { get; init; }

    public Track<PreparationStatus>? Preparation { get; init; }

    /// <summary>Sorted by id, ordinal.</summary>
    public IReadOnlyList<ItemState> Items { get; init; } = [];

    public OrderFacts Facts { get; init; } = OrderFacts.None;

    /// <summary>Per delivery status reached, in order of first reaching it.</summary>
    public IReadOnlyList<StatusTime> DeliveryTimes { get; init; } = [];

    /// <summary>Per preparation status reached by the whole order, in order of first reaching it.</summary>
    public IReadOnlyList<StatusTime> PreparationTimes { get; init; } = [];

    /// <summary>Number of distinct events folded, conflicts included.</summary>
    public int Events { get; init; }

    /// <summary>Events whose status no table knows.</summary>
    public int UnknownStatuses { get; init; }

    public int Conflicts { get; init; }

    public DateTimeOffset FirstEventAt { get; init; }

    /// <summary>The last event in fold order; an event that sorts after it costs one step.</summary>
    public required SortKey Last { get; init; }

    [JsonIgnore]
    public DateTimeOffset LastEventAt => Last.OccurredAt;

    /// <summary>The delivery has ended, softly or for good.</summary>
    [JsonIgnore]
    public bool Ended => Delivery is { } delivery && Lifecycle.IsEnd(delivery.Status);

    /// <summary>The same order without anything about a person.</summary>
    public OrderState WithoutPersonalData() => this with { Facts = Facts.WithoutPersonalData() };
}
