namespace OrderRelay.Local.Simulation;

/// <summary>What is true of an order once everything that was sent of it is known. Statuses are the relay's own words.</summary>
internal sealed record OrderTruth
{
    public required string Provider { get; init; }

    public required string OrderId { get; init; }

    /// <summary>The headline.</summary>
    public required string Status { get; init; }

    /// <summary>Null where nothing moved that track.</summary>
    public string? Delivery { get; init; }

    /// <inheritdoc cref="Delivery"/>
    public string? Preparation { get; init; }

    /// <summary>The items that were heard of, as <c>id status</c>, sorted.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>Distinct events: the length of the timeline.</summary>
    public required int Events { get; init; }
}
