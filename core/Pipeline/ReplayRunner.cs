using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// Replays open letters by filter, page by page, at a capped rate. The job's row says how far it came and every letter says
/// which job replayed it last: together they let another process go on where this one was killed, no letter twice.
/// </summary>
public sealed class ReplayRunner(IJobStore jobs, IDeadLetterStore letters, DeadLetterDesk desk, AuditTrail audit, TimeProvider time) : IJobRunner
{
    private const int LargestPage = 200;
    private const int AtOnce = 32;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    public JobKind Kind => JobKind.Replay;

    /// <summary>Enqueues what a process marked as replaying and perhaps never enqueued, because it was killed in between.</summary>
    public async ValueTask ResumeAsync(RelayJob job, CancellationToken cancellationToken)
    {
        var marked = new DeadLetterFilter { ReplayJob = job.Id, Status = DeadLetterStatus.Replaying };
        for (string? cursor = null; ;)
        {
            var page = await letters.ListAsync(marked, cursor, LargestPage, cancellationToken);
            foreach (var letter in page.Letters)
            {
                await desk.ResumeAsync(letter.Id, cancellationToken);
            }

            if ((cursor = page.Cursor) is null)
            {
                return;
            }
        }
    }

    public async ValueTask<TimeSpan> StepAsync(RelayJob job, CancellationToken cancellationToken)
    {
        if (job.Status is JobStatus.Settling)
        {
            return await FinishAsync(job, cancellationToken);
        }

        var started = time.GetTimestamp();
        var page = await letters.ListAsync(job.Letters, job.Cursor, Math.Clamp(job.Rate / 4, 1, LargestPage), cancellationToken);
        var skipped = await ReplayAsync(job, page.Letters, cancellationToken);
        await jobs.SaveAsync(
            job with { Cursor = page.Cursor, Skipped = job.Skipped + skipped, Status = page.Cursor is null ? JobStatus.Settling : JobStatus.Running },
            cancellationToken);
        var due = TimeSpan.FromSeconds((double)page.Letters.Count / job.Rate) - time.GetElapsedTime(started);
        return due > TimeSpan.Zero ? due : TimeSpan.Zero;
    }

    /// <returns>How many could not be replayed.</returns>
    private async ValueTask<int> ReplayAsync(RelayJob job, IReadOnlyList<DeadLetter> page, CancellationToken cancellationToken)
    {
        var terms = new ReplayTerms(job.WithoutNotifications, job.Release, job.Id);
        var skipped = 0;
        foreach (var some in page.Where(letter => letter.ReplayJob != job.Id).Chunk(AtOnce))
        {
            // Together, because a store that commits in groups takes as long for one as for all of them.
            var results = await Task.WhenAll(some.Select(letter => desk.ReplayAsync(letter.Id, terms, cancellationToken).AsTask()));
            skipped += results.Count(static result => result is not DeskResult.Done);
        }

        return skipped;
    }

    private async ValueTask<TimeSpan> FinishAsync(RelayJob job, CancellationToken cancellationToken)
    {
        var counts = await letters.CountAsync(new DeadLetterFilter { ReplayJob = job.Id }, cancellationToken);
        if (counts.GetValueOrDefault(DeadLetterStatus.Replaying) > 0)
        {
            return BetweenLooks;
        }

        var resolved = counts.GetValueOrDefault(DeadLetterStatus.Resolved);
        var again = counts.GetValueOrDefault(DeadLetterStatus.Open);
        await audit.RecordAsync(
            job.StartedBy, job.Release ? AuditAction.Release : AuditAction.Replay, job.Id, resolved + again,
            $"{resolved} resolved, {again} failed again, {job.Skipped} skipped", cancellationToken);
        await jobs.SaveAsync(job with { Status = JobStatus.Done, FinishedAt = time.GetUtcNow() }, cancellationToken);
        return TimeSpan.Zero;
    }
}
