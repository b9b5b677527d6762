using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Hosting;

/// <summary>
/// Carries replays and reprojections on for as long as one run of a function may take; the next run goes on from what the jobs'
/// rows say. The timer's lease keeps runs from overlapping, over all instances.
/// </summary>
public sealed class JobRun(IJobStore jobs, IEnumerable<IJobRunner> runners, TimeProvider time, ILogger<JobRun> logger)
{
    /// <summary>Less than the function's time limit in host.json by more than any step takes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan LookForMore = TimeSpan.FromSeconds(5);

    /// <summary>Jobs whose earlier process was cleaned up after. Without what a step of this process left half done.</summary>
    private readonly ConcurrentDictionary<string, bool> resumed = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        TimeSpan Left() => Longest - time.GetElapsedTime(started);
        while (Left() > TimeSpan.Zero && await jobs.UnfinishedAsync(cancellationToken) is { Count: > 0 } unfinished)
        {
            var until = Left() < LookForMore ? Left() : LookForMore;
            await Task.WhenAll(unfinished.Select(job => CarryOnAsync(job, until, cancellationToken)));
        }
    }

    /// <summary>Steps of one job until the time for it is over or it is done. A failure ends them; the next round tries again.</summary>
    private async Task CarryOnAsync(RelayJob job, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            var runner = runners.First(runner => runner.Kind == job.Kind);
            if (resumed.TryAdd(job.Id, true))
            {
                await runner.ResumeAsync(job, cancellationToken);
            }

            var started = time.GetTimestamp();
            for (RelayJob? current = job; current is { Status: not JobStatus.Done } && time.GetElapsedTime(started) < limit; current = await jobs.GetAsync(job.Id, cancellationToken))
            {
                var pause = await runner.StepAsync(current, cancellationToken);
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, time, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = resumed.TryRemove(job.Id, out _);
            throw;
        }
#pragma warning disable CA1031 // Whatever failed, this job's row says where it goes on, and the other jobs must not wait for it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _ = resumed.TryRemove(job.Id, out _);
            logger.JobHeldUp(job.Id, fault);
            await Task.Delay(LookForMore, time, cancellationToken);
        }
    }
}
