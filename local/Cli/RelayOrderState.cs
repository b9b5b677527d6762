namespace OrderRelay.Local.Cli;

/// <summary>One order's own answer, as far as a verb compares it.</summary>
internal sealed record RelayOrderState
{
    public required string Status { get; init; }

    public RelayTrack? Delivery { get; init; }

    public RelayTrack? Preparation { get; init; }

    public IReadOnlyList<RelayItem> Items { get; init; } = [];

    public int Events { get; init; }
}

internal sealed record RelayTrack(string? Status);

internal sealed record RelayItem(string Id, string? Status);
