using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>Carries jobs on, those too that an earlier process began.</summary>
internal sealed class JobSteps(SimulatedWorld world, SimulatedRelay relay)
{
    private readonly HashSet<string> resumed = new(StringComparer.Ordinal);
    private readonly Dictionary<JobKind, IJobRunner> runners
        = relay.Get<IEnumerable<IJobRunner>>().ToDictionary(static runner => runner.Kind);

    public async Task StepAsync()
    {
        var unfinished = await relay.Get<IJobStore>().UnfinishedAsync(default);
        if (unfinished.Count == 0)
        {
            await world.Jobs.WaitAsync();
            return;
        }

        foreach (var job in unfinished)
        {
            if (!resumed.Contains(job.Id))
            {
                await runners[job.Kind].ResumeAsync(job, default);
                _ = resumed.Add(job.Id);
            }

            var pause = await runners[job.Kind].StepAsync(job, default);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, relay.Process.Time, default);
            }
        }
    }
}
