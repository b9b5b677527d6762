namespace OrderRelay.Local.Simulation;

/// <summary>What traffic is made of. Equal options make equal traffic, byte for byte. Shares are from 0 to 1.</summary>
internal sealed record TrafficOptions
{
    /// <summary>Whose orders, in turn.</summary>
    public IReadOnlyList<Dialect> Dialects { get; init; } = Dialect.All;

    public ulong Seed { get; init; }

    /// <summary>The instant around which the first orders begin; the events' own times count from it.</summary>
    public required DateTimeOffset Begin { get; init; }

    /// <summary>Events that are sent a second time, byte for byte.</summary>
    public double Duplicates { get; init; }

    /// <summary>Events that are sent after some that happened later.</summary>
    public double Reorder { get; init; }

    /// <summary>Events that are sent after everything else of their order, its end among it.</summary>
    public double Late { get; init; }

    /// <summary>How far the clock that stamps an event may be off, either way.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Requests that are no event, for each event.</summary>
    public double Junk { get; init; }

    /// <summary>Events with a status that no table knows, for each event.</summary>
    public double Unknown { get; init; }
}
