using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation;

public sealed class SimulationTests
{
    [Fact]
    public void First()
    {
        var failed = 0;
        long steps = 0;
        for (var seed = 1; seed <= 300 && failed < 5; seed++)
        {
            var result = SimulationRun.Run(new WorldOptions { Seed = seed });
            steps += result.Steps;
            if (result.Findings.Count > 0)
            {
                failed++;
                Console.WriteLine($"{result.Seed} {result.Steps} {result.Deaths}: {string.Join("\n  ", result.Findings)}");
            }
        }

        Console.WriteLine($"steps {steps}");
        Assert.Equal(0, failed);
    }
}
