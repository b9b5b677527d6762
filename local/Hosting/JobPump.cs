using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Hosting;

/// <summary>Carries out replays and reprojections, those too that an earlier process began. Each goes at its own pace.</summary>
internal sealed class JobPump(IJobStore jobs, IEnumerable<IJobRunner> runners, JobSignal signal, TimeProvider time, ILogger<JobPump> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromMinutes(1);

    /// <summary>Jobs that were put in order since this process began and since anything last failed: a failure may leave a job
    /// half done just as a crash does.</summary>
    private readonly HashSet<string> resumed = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var unfinished = await jobs.UnfinishedAsync(stoppingToken);
                if (unfinished.Count == 0)
                {
                    _ = await signal.WaitAsync(LookAnyway, stoppingToken);
                    continue;
                }

                await Task.WhenAll(unfinished.Select(job => StepAsync(job, resumed.Add(job.Id), stoppingToken)));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The pump must outlive any failure: the job's row says where to go on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                resumed.Clear();
                logger.PumpFailed("job", PauseAfterFailure.TotalSeconds, exception);
                await Task.Delay(PauseAfterFailure, time, CancellationToken.None);
            }
        }
    }

    private async Task StepAsync(RelayJob job, bool first, CancellationToken cancellationToken)
    {
        var runner = runners.First(runner => runner.Kind == job.Kind);
        if (first)
        {
            await runner.ResumeAsync(job, cancellationToken);
        }

        var pause = await runner.StepAsync(job, cancellationToken);
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
