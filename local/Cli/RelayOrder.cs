namespace OrderRelay.Local.Cli;

/// <summary>One order of the list, as far as a verb shows it.</summary>
internal sealed record RelayOrder
{
    public required string Provider { get; init; }

    public required string OrderId { get; init; }

    public required string Status { get; init; }

    public int ItemsPrepared { get; init; }

    public int ItemsTotal { get; init; }

    public RelayStore? Store { get; init; }

    public RelayReferences? References { get; init; }

    public int Events { get; init; }

    public int UnknownStatuses { get; init; }

    public DateTimeOffset LastEventAt { get; init; }
}

internal sealed record RelayStore(string? Id, string? ExternalId, string? Name)
{
    /// <summary>The best name there is for it.</summary>
    public string? Shown => Name ?? ExternalId ?? Id;
}

internal sealed record RelayReferences(string? OrderNumber)
{
    public string? PartnerOrderId { get; init; }

    public string? TrackingCode { get; init; }
}

internal sealed record RelayReferenced(IReadOnlyList<RelayOrder> Orders);

internal sealed record RelayOrderPage(IReadOnlyList<RelayOrder> Orders, string? Cursor);
