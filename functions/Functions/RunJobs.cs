using Microsoft.Azure.Functions.Worker;
using OrderRelay.Functions.Hosting;

namespace OrderRelay.Functions.Functions;

public sealed class RunJobs(JobRun jobs)
{
    [Function(nameof(RunJobs))]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => jobs.RunAsync(cancellationToken);
}
