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
        while (world.HasNoJobs)
        {
            await world.Jobs.WaitAsync();
        }

        var unfinished = await relay.Get<IJobStore>().UnfinishedAsync(default);
        foreach (var job in unfinished)
        {
            try
            {
                await StepAsync(job);
            }
            catch (Exception)
            {
                // A failure may leave a job half done just as a death does.
                resumed.Clear();
                throw;
            }
        }
    }

    private async Task StepAsync(RelayJob job)
    {
        if (resumed.Add(job.Id))
        {
            await runners[job.Kind].ResumeAsync(job, default);
        }

        var pause = await runners[job.Kind].StepAsync(job, default);
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, relay.Process.Time, default);
        }
    }
}
