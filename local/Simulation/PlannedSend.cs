namespace OrderRelay.Local.Simulation;

/// <summary>One webhook of an order. Its body is written when it is sent, so that nothing holds bodies.</summary>
/// <param name="Kind">What it is there for.</param>
/// <param name="Event">The event; of junk, the one that it stands beside.</param>
internal sealed record PlannedSend(SendKind Kind, ScriptedEvent Event)
{
    /// <param name="dialect">Whose it is.</param>
    /// <param name="attempt">Counted from 1.</param>
    public byte[] Body(Dialect dialect, int attempt)
        => Kind is SendKind.Junk ? JunkBodies.Write(dialect, Event) : dialect.Write(Event with { Attempt = attempt });
}

/// <summary>What a webhook of the simulator is there for.</summary>
internal enum SendKind
{
    /// <summary>An event of the order's story.</summary>
    Event,

    /// <summary>An event of the story that was held back until its order was over.</summary>
    Late,

    /// <summary>An event with a status that no table knows.</summary>
    Unknown,

    /// <summary>The same bytes again.</summary>
    Duplicate,

    /// <summary>No event at all.</summary>
    Junk,
}
