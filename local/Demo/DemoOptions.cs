namespace OrderRelay.Local.Demo;

/// <summary>What the <c>demo</c> verb was asked for.</summary>
internal sealed record DemoOptions
{
    public int Seed { get; init; } = LunchHourOptions.DefaultSeed;

    public int Orders { get; init; } = LunchHourOptions.DefaultOrders;

    /// <summary>How much faster than usual the play goes.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>The host stays up after the play.</summary>
    public bool Keep { get; init; }

    /// <summary>For programs: one JSON document instead of tables.</summary>
    public bool Json { get; init; }
}
