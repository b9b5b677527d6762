using OrderRelay.Faults.Simulation.Failures;

namespace OrderRelay.Faults.Simulation.World;

/// <summary>What makes a world.</summary>
internal sealed record WorldOptions
{
    public required int Seed { get; init; }

    /// <summary>Breaks that are built in on purpose.</summary>
    public Plant Plant { get; init; }

    /// <summary>Instead of the faults that the seed draws.</summary>
    public FaultPlan? Faults { get; init; }

    /// <summary>The number of the pause, from 1, at which a process dies.</summary>
    public int? DieAt { get; init; }

    /// <summary>Takes each line of the trace.</summary>
    public Action<string>? Print { get; init; }
}
