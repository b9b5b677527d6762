namespace OrderRelay.Core.Orders;

/// <summary>One item of the order, with its kitchen track.</summary>
public sealed record ItemState
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public int? Quantity { get; init; }

    public string? Sequence { get; init; }

    public IReadOnlyList<string>? Addons { get; init; }

    public string? Printer { get; init; }

    public PreparationStatus? Status { get; init; }

    public DateTimeOffset? Since { get; init; }

    internal ItemState With(ItemFacts facts) => this with
    {
        Name = facts.Name ?? Name,
        Quantity = facts.Quantity ?? Quantity,
        Sequence = facts.Sequence ?? Sequence,
        Addons = facts.Addons ?? Addons,
        Printer = facts.Printer ?? Printer,
    };
}
