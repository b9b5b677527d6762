namespace OrderRelay.Load.Reporting.Comparing;

/// <summary>What a comparison has to show.</summary>
/// <param name="Name">In words.</param>
/// <param name="Bound">The limit.</param>
/// <param name="AtLeast">True when the figure must not be below the bound; false when not above.</param>
/// <param name="Measured">Over the rounds; null when a run that it needs is missing.</param>
internal sealed record Target(string Name, double Bound, bool AtLeast, Spread? Measured)
{
    /// <summary>By the median; null when it was not measured.</summary>
    public bool? Met => Measured is null ? null : AtLeast ? Measured.Median >= Bound : Measured.Median <= Bound;
}
