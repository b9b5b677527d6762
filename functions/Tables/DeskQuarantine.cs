using System.Diagnostics.CodeAnalysis;
using Azure.Data.Tables;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Letters of a reason that has limits. Each open one has a place in a partition of its own, so that what they take together
/// is one range read. Several instances that add at once may go past the limits by what they add in that moment.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing to release.")]
internal sealed class DeskQuarantine(TableClient table, IBodyArchive archive)
{
    private static readonly string[] Columns = ["PartitionKey", "RowKey", "Id", "DeadAt", "Bytes"];

    private readonly DeskTable desk = new(table, archive);
    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    public async Task<bool> AddAsync(DeadLetter letter, QuarantineLimits limits, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (await desk.FindAsync(letter.Id, cancellationToken) is not null)
            {
                return true;
            }

            var (count, bytes) = await TakenAsync(letter.Reason, limits, cancellationToken);
            if (count + 1 > limits.MaxCount || bytes + letter.BodyBytes > limits.MaxBytes)
            {
                return false;
            }

            // The place first: a place without its letter is removed with age, a letter without a place counts for nothing.
            await table.UpsertEntityAsync(DeadLetterRows.OfPlace(letter), TableUpdateMode.Replace, cancellationToken);
            return await desk.AddAsync(letter, limited: true, cancellationToken);
        }
        finally
        {
            _ = oneAtATime.Release();
        }
    }

    private async Task<(int Count, long Bytes)> TakenAsync(DeadLetterReason reason, QuarantineLimits limits, CancellationToken cancellationToken)
    {
        var (count, bytes) = (0, 0L);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DeadLetterRows.LimitedPartition(reason)}");
        await foreach (var place in table.QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: cancellationToken))
        {
            if (place.GetDateTimeOffset("DeadAt") < limits.OlderThan)
            {
                await RemoveAsync(place, cancellationToken);
                continue;
            }

            count++;
            bytes += place.GetInt32("Bytes") ?? 0;
        }

        return (count, bytes);
    }

    /// <summary>Removes an aged letter while it is still open, and its place in any case.</summary>
    private async Task RemoveAsync(TableEntity place, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(place.GetString("Id"), cancellationToken) is { } entity && DeadLetterRows.Read(entity).Status is DeadLetterStatus.Open)
        {
            await table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, entity.ETag, cancellationToken);
            await desk.DeleteBlobsAsync(entity, cancellationToken);
        }

        await table.DeleteEntityAsync(place.PartitionKey, place.RowKey, cancellationToken: cancellationToken);
    }
}
