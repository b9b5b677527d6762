using System.Globalization;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation;

/// <summary>Every invariant in every world. Each quarter of the seeds is a class of its own, since classes run side by side.</summary>
public abstract class WorldTests(int quarter)
{
    private const int Quarters = 4;

    /// <summary>How many worlds, and the one to run instead of them all.</summary>
    private static int Seeds => Number("ORDERRELAY_SEEDS") ?? 10_000;

    private static int? OneSeed => Number("ORDERRELAY_SEED");

    [Fact]
    public void Every_invariant_holds_in_every_world()
    {
        if (OneSeed is { } one)
        {
            AssertSound(one);
            return;
        }

        for (var seed = 1 + quarter; seed <= Seeds; seed += Quarters)
        {
            AssertSound(seed);
        }
    }

    private static void AssertSound(int seed)
    {
        var result = SimulationRun.Run(new WorldOptions { Seed = seed });
        Assert.True(result.Findings.Count == 0, result.ToString());
    }

    private static int? Number(string name)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

public sealed class FirstQuarterOfWorldsTests() : WorldTests(0);

public sealed class SecondQuarterOfWorldsTests() : WorldTests(1);

public sealed class ThirdQuarterOfWorldsTests() : WorldTests(2);

public sealed class LastQuarterOfWorldsTests() : WorldTests(3);
