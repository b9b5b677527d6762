using OrderRelay.Core.Pipeline;
using OrderRelay.Functions.Tests.Storage;

namespace OrderRelay.Functions.Tests.Tables;

public sealed class TableJobStoreTests
{
    [Fact]
    public async Task Finished_job_is_looked_for_no_more()
    {
        var storage = await TestStorage.CreateAsync();
        var job = new RelayJob { Id = "job-1", Kind = JobKind.Replay, Status = JobStatus.Running, StartedBy = "ana", StartedAt = Given.Noon };
        await storage.Jobs.SaveAsync(job, default);
        await storage.Jobs.SaveAsync(job with { Status = JobStatus.Done }, default);
        storage.Requests.Reset();

        Assert.Empty(await storage.Jobs.UnfinishedAsync(default));

        _ = Assert.Single(storage.Requests.All);
    }
}
