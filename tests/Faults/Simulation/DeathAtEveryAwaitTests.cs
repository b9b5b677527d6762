using OrderRelay.Faults.Simulation.Failures;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation;

/// <summary>Not by chance: in a few worlds in which nothing else goes wrong, a process dies at each point at which it waits for a
/// port, before the effect of the call and behind it, once each.</summary>
public sealed class DeathAtEveryAwaitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Death_at_any_await_breaks_no_invariant(int seed)
    {
        var quiet = new WorldOptions { Seed = seed, Faults = FaultPlan.None };
        var pauses = SimulationRun.Run(quiet).Pauses;
        Assert.True(pauses > 20, $"a world with {pauses} awaits shows nothing");
        for (var pause = 1; pause <= pauses; pause++)
        {
            var result = SimulationRun.Run(quiet with { DieAt = pause });
            Assert.Equal(1, result.Deaths);
            Assert.True(result.Findings.Count == 0, $"death at await {pause} of {pauses}: {result}");
        }
    }
}
