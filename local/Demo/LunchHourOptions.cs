namespace OrderRelay.Local.Demo;

/// <summary>What a lunch hour is made from. Equal options make equal plans, byte for byte.</summary>
internal sealed record LunchHourOptions
{
    public const int DefaultSeed = 1215;

    public const int DefaultOrders = 40;

    public int Seed { get; init; } = DefaultSeed;

    /// <summary>How many orders are generated; the samples come on top.</summary>
    public int Orders { get; init; } = DefaultOrders;

    /// <summary>The instant at which the lunch hour opens; the events' own times count from it.</summary>
    public required DateTimeOffset Opens { get; init; }

    /// <summary>How long the play takes.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(9);
}
