using System.Globalization;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation;

public sealed class SimulationTests
{
    private const int Shards = 10;

    /// <summary>How many worlds, and the one to run instead of them all.</summary>
    private static int Seeds => Number("ORDERRELAY_SEEDS") ?? 10_000;

    private static int? OneSeed => Number("ORDERRELAY_SEED");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Every_invariant_holds_in_every_world(int shard)
    {
        if (OneSeed is { } one)
        {
            AssertSound(SimulationRun.Run(new WorldOptions { Seed = one }));
            return;
        }

        for (var seed = 1 + shard; seed <= Seeds; seed += Shards)
        {
            AssertSound(SimulationRun.Run(new WorldOptions { Seed = seed }));
        }
    }

    [Fact]
    public void Seed_makes_the_same_world_again()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var options = new WorldOptions { Seed = seed };
            var (first, second) = (SimulationRun.Run(options), SimulationRun.Run(options));
            Assert.Equal((first.TraceHash, first.Steps), (second.TraceHash, second.Steps));
        }
    }

    [Fact]
    public void Different_seeds_make_different_worlds()
        => Assert.Equal(25, Enumerable.Range(1, 25).Select(static seed => SimulationRun.Run(new WorldOptions { Seed = seed }).TraceHash).Distinct().Count());

    private static void AssertSound(SimulationResult result) => Assert.True(result.Findings.Count == 0, result.ToString());

    private static int? Number(string name)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
