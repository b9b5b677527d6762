using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation;

public sealed class SimulationTests
{
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

    /// <summary>A generator that is seeded with neighbouring numbers may well draw alike from all of them.</summary>
    [Fact]
    public void Worlds_in_a_row_are_built_in_every_way()
    {
        var shapes = Enumerable.Range(1, 100)
            .Select(static seed => new SimulatedWorld(new WorldOptions { Seed = seed }) { Boot = static (_, _) => { } }.Shape)
            .ToList();
        Assert.InRange(shapes.Count(static shape => shape.IsBroker), 25, 75);
        Assert.Equal([1, 2, 3], shapes.Select(static shape => shape.Workers).Distinct().Order());
        Assert.True(shapes.Select(static shape => shape.BatchSize).Distinct().Count() > 10);
    }
}
