using Azure;
using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Orders in Table Storage: one partition per order, so that its state row and its event rows change in one entity group
/// transaction. Events that arrive in order cost one read and one transaction there; the index is written beside it, and only when
/// the headline, the first event, the store or a reference changed.
/// </summary>
public sealed class TableOrderStore(OrderTables tables, IBodyArchive archive) : IOrderStore
{
    /// <summary>Requests at a time for one call: enough to hide the service's latency, few enough to stay a good client.</summary>
    internal const int Parallel = 16;

    private readonly OrderIndex index = new(tables);

    public async ValueTask<IReadOnlyList<StoredOrder?>> LoadAsync(IReadOnlyList<OrderKey> keys, CancellationToken cancellationToken)
    {
        var orders = new StoredOrder?[keys.Count];
        await ForEachAsync(keys.Count, async (i, token) => orders[i] = await LoadAsync(keys[i], token), cancellationToken);
        return orders;
    }

    public async ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(OrderKey key, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var rows = new List<EventRow>();
                await foreach (var entity in tables.Orders.QueryAsync<TableEntity>(OrderRows.EventsOf(key), cancellationToken: cancellationToken))
                {
                    var row = OrderRows.ReadEvent(entity);
                    rows.Add(OrderRows.BlobOf(entity) is { } blob ? row with { Raw = await archive.GetAsync(blob, cancellationToken) } : row);
                }

                return rows;
            },
            cancellationToken);

    public async ValueTask<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
    {
        var results = new CommitResult[changes.Count];
        await ForEachAsync(changes.Count, async (i, token) => results[i] = await CommitAsync(changes[i], token), cancellationToken);
        return results;
    }

    /// <summary>
    /// Writes an order's index and reference rows again from its state. For events that are delivered again: the first
    /// delivery may have ended between its commit and its index.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Trying again later may help.</exception>
    public async ValueTask RepairAsync(OrderKey key, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                if (await LoadAsync(key, cancellationToken) is { } stored)
                {
                    await index.MoveAsync(before: null, IndexEntry.Of(stored.State), cancellationToken);
                }

                return true;
            },
            cancellationToken);

    private async Task<StoredOrder?> LoadAsync(OrderKey key, CancellationToken cancellationToken)
    {
        var found = await tables.Orders.GetEntityIfExistsAsync<TableEntity>(TableKey.Of(key), OrderRows.StateKey, cancellationToken: cancellationToken);
        return found.HasValue ? OrderRows.Read(found.Value!) : null;
    }

    private async Task<CommitResult> CommitAsync(OrderChange change, CancellationToken cancellationToken)
    {
        OrderVersion? version = null;
        if (change.ExpectedVersion is { } expected && !OrderVersion.TryParse(expected, out version))
        {
            return CommitResult.VersionConflict;
        }

        change = Erased.Kept(change, version?.ErasedAt);
        while (version is not null && OrderTransaction.Leading(change, version) is var (leading, rest))
        {
            if (await SubmitAsync(leading, cancellationToken) is var (refused, tag) && refused is not CommitResult.Committed)
            {
                return refused;
            }

            (change, version) = (rest, version with { ETag = tag });
        }

        if (OrderTransaction.Of(change, version) is not { } transaction)
        {
            return CommitResult.TooLarge;
        }

        foreach (var (name, body) in transaction.Blobs)
        {
            await archive.PutAsync(name, body, cancellationToken);
        }

        if (await SubmitAsync(transaction, cancellationToken) is var (result, _) && result is not CommitResult.Committed)
        {
            return result;
        }

        await index.MoveAsync(version?.Entry, IndexEntry.Of(change.State), cancellationToken);
        return CommitResult.Committed;
    }

    /// <returns>What became of it, and the state row's new tag.</returns>
    private async Task<(CommitResult Result, ETag Tag)> SubmitAsync(OrderTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            var answers = await tables.Orders.SubmitTransactionAsync(transaction.Actions, cancellationToken);
            return (CommitResult.Committed, answers.Value[^1].Headers.ETag ?? default);
        }
        catch (TableTransactionFailedException refused) when (TableFaults.ResultOf(refused, transaction.Actions.Count - 1) is not null)
        {
            return (TableFaults.ResultOf(refused, transaction.Actions.Count - 1)!.Value, default);
        }
    }

    private static async Task ForEachAsync(int count, Func<int, CancellationToken, ValueTask> body, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
                await System.Threading.Tasks.Parallel.ForAsync(0, count, options, body);
                return true;
            },
            cancellationToken);
}
