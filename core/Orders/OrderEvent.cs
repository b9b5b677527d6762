using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>
/// One thing that a provider said happened to an order, in canonical terms. It holds nothing about its transport or its
/// arrival, so that duplicates of one event map onto equal values.
/// </summary>
public sealed record OrderEvent
{
    public required OrderKey Order { get; init; }

    public required EventIdentity Identity { get; init; }

    public required ContentHash Content { get; init; }

    /// <summary>The provider's event name (<c>order_status_updated</c>).</summary>
    public required string Name { get; init; }

    /// <summary>When it happened, in UTC, to 100 ns.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The instant exactly as the provider wrote it.</summary>
    public required string OccurredAtText { get; init; }

    public required OrderMove Move { get; init; }

    public OrderFacts Facts { get; init; } = OrderFacts.None;

    [JsonIgnore]
    public SortKey SortKey => new(OccurredAt, Move.Rank, Identity, Content);

    /// <summary>The same event without anything about a person.</summary>
    public OrderEvent WithoutPersonalData() => this with { Facts = Facts.WithoutPersonalData() };
}
