using Azure;
using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Erases what one order's rows hold about persons. The state goes first: from then on no event brings such data back, and
/// an erasure that was cut off is finished by asking for it again.
/// </summary>
internal sealed class OrderErasure(OrderTables tables, IBodyArchive archive)
{
    private const int MaxTries = 10;

    /// <summary>Of rows before base64, so that a transaction stays below the service's 4 MiB.</summary>
    private const int MaxBatchBytes = 2 * 1024 * 1024;

    public async Task<bool> EraseAsync(OrderKey key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!await EraseStateAsync(key, at, cancellationToken))
        {
            return false;
        }

        var batch = new List<TableTransactionAction>();
        var bytes = 0;
        await foreach (var entity in tables.Orders.QueryAsync<TableEntity>(OrderRows.EventsOf(key), cancellationToken: cancellationToken))
        {
            var (action, size) = ErasedRow(entity);
            if (batch.Count == OrderTransaction.MaxActions || bytes + size > MaxBatchBytes)
            {
                await tables.Orders.SubmitTransactionAsync(batch, cancellationToken);
                batch = [];
                bytes = 0;
            }

            batch.Add(action);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            await tables.Orders.SubmitTransactionAsync(batch, cancellationToken);
        }

        await archive.DeleteAllAsync(BodyName.PrefixOf(key.Provider, key.OrderId), cancellationToken);
        return true;
    }

    private async Task<bool> EraseStateAsync(OrderKey key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var found = await tables.Orders.GetEntityIfExistsAsync<TableEntity>(TableKey.Of(key), OrderRows.StateKey, cancellationToken: cancellationToken);
            if (!found.HasValue)
            {
                return false;
            }

            var state = OrderRows.ReadState(found.Value!).WithoutPersonalData();
            var erasedAt = found.Value!.GetDateTimeOffset("ErasedAt") ?? at;
            try
            {
                await tables.Orders.UpdateEntityAsync(OrderRows.OfState(state, OrderJson.Write(state), erasedAt), found.Value.ETag, TableUpdateMode.Replace, cancellationToken);
                return true;
            }
            catch (RequestFailedException conflict) when (conflict.Status == 412 && tries < MaxTries)
            {
                // An event was committed in between: read that state, and erase it.
                continue;
            }
        }
    }

    private static (TableTransactionAction Action, int Size) ErasedRow(TableEntity entity)
    {
        var row = Erased.Kept(OrderRows.ReadEvent(entity));
        var json = OrderJson.Write(row.Event);
        return (new(TableTransactionActionType.UpdateReplace, OrderRows.OfEvent(row, json, blob: null), ETag.All), EntityBytes.StoredSize(json.Length) + 2048);
    }
}
