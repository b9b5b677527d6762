namespace OrderRelay.Local.Cli;

/// <summary>One letter of the desk's list.</summary>
internal sealed record RelayDeadLetter
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    public required string Reason { get; init; }

    public required string Text { get; init; }

    public required string Provider { get; init; }

    public string? OrderId { get; init; }

    public required string EventName { get; init; }

    public required string EventId { get; init; }
}

internal sealed record RelayDeadLetterPage(IReadOnlyList<RelayDeadLetter> DeadLetters, string? Cursor);
