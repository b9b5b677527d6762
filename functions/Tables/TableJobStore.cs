using System.Text.Json;
using Azure.Data.Tables;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Jobs in Table Storage, all in one partition: a job by its id, the newest first; and beside it, while it is not done, a
/// mark in the order of their ids, so that looking for work reads nothing else.
/// </summary>
public sealed class TableJobStore(OrderTables tables) : IJobStore
{
    private const string Partition = "jobs";
    private const string JobName = "Job";
    private const string FirstJob = "job|";
    private const string PastJobs = "job}";
    private const string FirstOpen = "open|";
    private const string PastOpen = "open}";

    public async ValueTask SaveAsync(RelayJob job, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                if (job.Status is JobStatus.Done)
                {
                    await tables.Jobs.UpsertEntityAsync(Row(job), TableUpdateMode.Replace, cancellationToken);
                    await tables.Jobs.DeleteEntityAsync(Partition, MarkOf(job.Id), cancellationToken: cancellationToken);
                    return true;
                }

                await tables.Jobs.SubmitTransactionAsync(
                    [
                        new(TableTransactionActionType.UpsertReplace, Row(job)),
                        new(TableTransactionActionType.UpsertReplace, new TableEntity(Partition, MarkOf(job.Id)) { ["Id"] = job.Id }),
                    ],
                    cancellationToken);
                return true;
            },
            cancellationToken);

    public async ValueTask<RelayJob?> GetAsync(string id, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () => await tables.Jobs.GetEntityIfExistsAsync<TableEntity>(Partition, RowOf(id), cancellationToken: cancellationToken) is { HasValue: true } found
                ? Read(found.Value!)
                : null,
            cancellationToken);

    public async ValueTask<IReadOnlyList<RelayJob>> ListAsync(JobKind kind, int limit, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync<IReadOnlyList<RelayJob>>(
            async () =>
            {
                var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {FirstJob} and RowKey lt {PastJobs} and Kind eq {kind.ToString()}");
                var jobs = new List<RelayJob>();
                await foreach (var row in tables.Jobs.QueryAsync<TableEntity>(filter, limit, cancellationToken: cancellationToken))
                {
                    jobs.Add(Read(row));
                    if (jobs.Count == limit)
                    {
                        break;
                    }
                }

                return jobs;
            },
            cancellationToken);

    public async ValueTask<IReadOnlyList<RelayJob>> UnfinishedAsync(CancellationToken cancellationToken)
        => await TableFaults.PassingAsync<IReadOnlyList<RelayJob>>(
            async () =>
            {
                var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {FirstOpen} and RowKey lt {PastOpen}");
                var jobs = new List<RelayJob>();
                await foreach (var mark in tables.Jobs.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
                {
                    // A mark may outlive its job by a crash: what the job itself says counts.
                    if (await GetAsync(mark.GetString("Id"), cancellationToken) is { Status: not JobStatus.Done } job)
                    {
                        jobs.Add(job);
                    }
                }

                return jobs;
            },
            cancellationToken);

    private static string RowOf(string id) => FirstJob + TableKey.Reverse(TableKey.Escape(id));

    private static string MarkOf(string id) => FirstOpen + TableKey.Escape(id);

    private static TableEntity Row(RelayJob job)
    {
        var entity = new TableEntity(Partition, RowOf(job.Id)) { ["Kind"] = job.Kind.ToString(), ["Status"] = job.Status.ToString() };
        EntityBytes.Write(entity, JobName, JsonSerializer.SerializeToUtf8Bytes(job, TableJsonContext.Default.RelayJob));
        return entity;
    }

    private static RelayJob Read(TableEntity entity)
        => JsonSerializer.Deserialize(EntityBytes.Read(entity, JobName), TableJsonContext.Default.RelayJob)
            ?? throw new InvalidDataException($"row {entity.RowKey} holds no job");
}
