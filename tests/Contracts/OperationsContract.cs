using System.Globalization;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>Both stores of operators' work.</summary>
public sealed record OperationsUnderTest(IJobStore Jobs, IAuditLog Audit);

/// <summary>What every store of jobs and every audit log promise.</summary>
public abstract class OperationsContract
{
    protected abstract Task<Subject<OperationsUnderTest>> CreateAsync();

    [Fact]
    public async Task Saved_job_comes_back_whole_and_as_it_was_saved_last()
    {
        await using var subject = await CreateAsync();
        var job = Job(1) with
        {
            Reason = DeadLetterReason.InvalidField,
            Provider = "captain",
            Fingerprint = "f",
            OrderId = "o",
            Since = Samples.Noon,
            Rate = 7,
            WithoutNotifications = true,
            Release = true,
            Total = 9,
        };
        await subject.Adapter.Jobs.SaveAsync(job, default);
        Assert.Equal(job, await subject.Adapter.Jobs.GetAsync(job.Id, default));

        var further = job with { Status = JobStatus.Done, Cursor = "c", Done = 3, Changed = 2, Skipped = 1, FinishedAt = Samples.Noon.AddHours(1) };
        await subject.Adapter.Jobs.SaveAsync(further, default);
        Assert.Equal(further, await subject.Adapter.Jobs.GetAsync(job.Id, default));
        Assert.Null(await subject.Adapter.Jobs.GetAsync("none", default));
    }

    [Fact]
    public async Task Jobs_are_listed_by_kind_newest_first_and_unfinished_ones_oldest_first()
    {
        await using var subject = await CreateAsync();
        await subject.Adapter.Jobs.SaveAsync(Job(1), default);
        await subject.Adapter.Jobs.SaveAsync(Job(2) with { Kind = JobKind.Reproject }, default);
        await subject.Adapter.Jobs.SaveAsync(Job(3) with { Status = JobStatus.Settling }, default);
        await subject.Adapter.Jobs.SaveAsync(Job(4) with { Status = JobStatus.Done }, default);

        Assert.Equal(["job-4", "job-3", "job-1"], (await subject.Adapter.Jobs.ListAsync(JobKind.Replay, 9, default)).Select(static job => job.Id));
        Assert.Equal(["job-4"], (await subject.Adapter.Jobs.ListAsync(JobKind.Replay, 1, default)).Select(static job => job.Id));
        Assert.Equal(["job-1", "job-2", "job-3"], (await subject.Adapter.Jobs.UnfinishedAsync(default)).Select(static job => job.Id));
    }

    [Fact]
    public async Task Audit_is_listed_newest_first_page_by_page_and_by_action()
    {
        await using var subject = await CreateAsync();
        for (var number = 0; number < 5; number++)
        {
            await subject.Adapter.Audit.AppendAsync(Entry(number), default);
        }

        await subject.Adapter.Audit.AppendAsync(Entry(2) with { Who = "another" }, default);
        List<AuditEntry> all = [];
        string? cursor = null;
        do
        {
            var page = await subject.Adapter.Audit.ListAsync(null, cursor, 2, default);
            all.AddRange(page.Entries);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal([Entry(4), Entry(3), Entry(2), Entry(1), Entry(0)], all);
        Assert.Equal([Entry(3), Entry(1)], (await subject.Adapter.Audit.ListAsync(AuditAction.Discard, null, 9, default)).Entries);
        _ = await Assert.ThrowsAsync<InvalidCursorException>(() => subject.Adapter.Audit.ListAsync(null, "nonsense!", 1, default).AsTask());
    }

    private static RelayJob Job(int number) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"job-{number}"),
        Kind = JobKind.Replay,
        Status = JobStatus.Running,
        StartedBy = "alice",
        StartedAt = Samples.Noon.AddMinutes(number),
    };

    private static AuditEntry Entry(int number) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"entry-{number}"),
        At = Samples.Noon.AddMinutes(number),
        Who = "alice",
        Action = number % 2 == 0 ? AuditAction.Replay : AuditAction.Discard,
        Subject = "letter",
        Count = number,
        Outcome = "enqueued",
    };
}
