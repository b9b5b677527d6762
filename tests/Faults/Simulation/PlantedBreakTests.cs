using OrderRelay.Faults.Simulation.Failures;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation;

/// <summary>Each invariant is broken on purpose, and the account has to find it: a check that cannot fail shows nothing.</summary>
public sealed class PlantedBreakTests
{
    private const int MostSeeds = 400;

    [Theory]
    [InlineData(Plant.AcknowledgeBeforeDurable, "I1")]
    [InlineData(Plant.SynchronousOff, "I1")]
    [InlineData(Plant.RemoveBeforeCollect, "I1")]
    [InlineData(Plant.NoVersionCheck, "I2")]
    [InlineData(Plant.IdentityPerDelivery, "I2")]
    [InlineData(Plant.SettleBeforeNotify, "I3")]
    [InlineData(Plant.ForgetsSent, "I3")]
    [InlineData(Plant.OpenDoor, "I4")]
    [InlineData(Plant.TokenInLog, "I4")]
    [InlineData(Plant.PersonInLog, "I4")]
    [InlineData(Plant.BodiesRewritten, "I5")]
    [InlineData(Plant.RereadsHistory, "I6")]
    internal void Break_is_found_by_the_invariant_that_it_breaks(Plant plant, string invariant)
    {
        for (var seed = 1; seed <= MostSeeds; seed++)
        {
            var result = SimulationRun.Run(new WorldOptions { Seed = seed, Plant = plant });
            if (result.Findings.Any(finding => finding.StartsWith(invariant, StringComparison.Ordinal)))
            {
                Assert.Empty(SimulationRun.Run(new WorldOptions { Seed = seed }).Findings);
                return;
            }
        }

        Assert.Fail($"{plant} was not found by {invariant} in {MostSeeds} worlds");
    }
}
