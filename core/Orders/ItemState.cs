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

    /// <summary>A list of items is sent again with every event, mostly as it was: then this stays what it is.</summary>
    internal ItemState With(ItemFacts facts)
    {
        var addons = facts.Addons is { } said && !Same(said, Addons) ? said : Addons;
        return Adds(facts.Name, Name) || Adds(facts.Sequence, Sequence) || Adds(facts.Printer, Printer)
            || (facts.Quantity is { } quantity && quantity != Quantity) || !ReferenceEquals(addons, Addons)
            ? this with
            {
                Name = facts.Name ?? Name,
                Quantity = facts.Quantity ?? Quantity,
                Sequence = facts.Sequence ?? Sequence,
                Addons = addons,
                Printer = facts.Printer ?? Printer,
            }
            : this;
    }

    private static bool Adds(string? said, string? known) => said is not null && said != known;

    private static bool Same(IReadOnlyList<string> said, IReadOnlyList<string>? known)
    {
        if (known is null || said.Count != known.Count)
        {
            return false;
        }

        for (var index = 0; index < said.Count; index++)
        {
            if (said[index] != known[index])
            {
                return false;
            }
        }

        return true;
    }
}
