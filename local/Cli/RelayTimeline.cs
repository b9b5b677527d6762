namespace OrderRelay.Local.Cli;

/// <summary>An order's timeline, in the order of happening.</summary>
internal sealed record RelayTimeline(string Provider, string OrderId, string Status, IReadOnlyList<RelayEvent> Events);

/// <summary>One event with why it was decided as it was.</summary>
internal sealed record RelayEvent
{
    public required string EventId { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public required string Verdict { get; init; }

    public required string Rule { get; init; }

    public string? Explanation { get; init; }

    public string? Track { get; init; }

    public string? Status { get; init; }

    public string? ProviderStatus { get; init; }

    public bool ArrivedLate { get; init; }

    public int Receipts { get; init; }

    public int? DeliveryAttempt { get; init; }
}
