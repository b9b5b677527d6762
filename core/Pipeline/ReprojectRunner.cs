using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>Rebuilds every order of the list, page by page. A page done twice after a crash changes nothing the second time.</summary>
public sealed class ReprojectRunner(IJobStore jobs, IOrderQueries queries, Reprojection reprojection, AuditTrail audit, TimeProvider time) : IJobRunner
{
    private const int PageSize = 100;

    public JobKind Kind => JobKind.Reproject;

    public ValueTask ResumeAsync(RelayJob job, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask<TimeSpan> StepAsync(RelayJob job, CancellationToken cancellationToken)
    {
        var page = await queries.ListAsync(new OrderFilter { Provider = job.Provider }, job.Cursor, PageSize, cancellationToken);
        var changed = 0;
        foreach (var order in page.Orders)
        {
            changed += await reprojection.RebuildAsync(order.State.Key, dryRun: false, cancellationToken) is { IsChanged: true } ? 1 : 0;
        }

        job = job with { Cursor = page.Cursor, Done = job.Done + page.Orders.Count, Changed = job.Changed + changed };
        if (page.Cursor is null)
        {
            await audit.RecordAsync(
                job.StartedBy, AuditAction.Reproject, job.Id, job.Done, $"{job.Changed} of {job.Done} orders changed", cancellationToken);
            job = job with { Status = JobStatus.Done, FinishedAt = time.GetUtcNow() };
        }

        await jobs.SaveAsync(job, cancellationToken);
        return TimeSpan.Zero;
    }
}
