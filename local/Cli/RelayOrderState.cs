namespace OrderRelay.Local.Cli;

/// <summary>One order, as far as a verb shows it. Persons are left to <c>--json</c>.</summary>
internal sealed record RelayOrderState
{
    public required string Provider { get; init; }

    public required string OrderId { get; init; }

    public required string Status { get; init; }

    public DateTimeOffset StatusSince { get; init; }

    public bool Ended { get; init; }

    public bool Stalled { get; init; }

    public RelayTrack? Delivery { get; init; }

    public RelayTrack? Preparation { get; init; }

    public IReadOnlyList<RelayItem> Items { get; init; } = [];

    public RelayStore? Store { get; init; }

    public RelayReferences? References { get; init; }

    public string? Carrier { get; init; }

    public RelayFailure? Failure { get; init; }

    public int Events { get; init; }

    public int UnknownStatuses { get; init; }

    public int Conflicts { get; init; }

    public DateTimeOffset LastEventAt { get; init; }
}

internal sealed record RelayTrack(string Status, DateTimeOffset Since, string? ProviderStatus);

internal sealed record RelayItem(string Id, string? Name, int? Quantity, string? Status);

internal sealed record RelayFailure(int? Code, string? Message);
