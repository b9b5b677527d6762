namespace OrderRelay.Local.Simulation;

/// <summary>One thing that happens to a generated order.</summary>
internal sealed record ScriptedEvent
{
    public required OrderScript Order { get; init; }

    public required StoryStep Step { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Captain.AI's event id; Abbiamo sends none.</summary>
    public required string EventId { get; init; }

    /// <summary>The item it happens to, counted from 0; null for the whole order.</summary>
    public int? Item { get; init; }

    /// <summary>The provider's count of attempts to deliver it.</summary>
    public int Attempt { get; init; } = 1;
}
