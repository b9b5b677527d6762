namespace OrderRelay.Core.Orders;

/// <summary>What an event says about one item of the order.</summary>
public sealed record ItemFacts
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public int? Quantity { get; init; }

    /// <summary>The provider's "3 of 4" among the items that are cooked.</summary>
    public string? Sequence { get; init; }

    public IReadOnlyList<string>? Addons { get; init; }

    public string? Printer { get; init; }

    /// <summary>
    /// The item's status in a list of all items. Such a list is a snapshot, not an announcement: it may carry an item
    /// forward and never takes it back.
    /// </summary>
    public PreparationStatus? Status { get; init; }
}
