using Azure.Data.Tables;
using OrderRelay.Core.Orders;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Who else points to an archived body. One of an order has one name wherever it is kept, so an event and the letter that it came back
/// from share a blob: who ends last takes it away.
/// </summary>
internal sealed class BodyReferences(OrderTables tables)
{
    public async Task<bool> IsUsedAsync(OrderKey order, string blob, CancellationToken cancellationToken)
    {
        await foreach (var row in tables.Orders.QueryAsync<TableEntity>(OrderRows.EventsOf(TableKey.Of(order)), select: [OrderRows.BlobColumn], cancellationToken: cancellationToken))
        {
            if (OrderRows.BlobOf(row) == blob)
            {
                return true;
            }
        }

        var pointers = TableClient.CreateQueryFilter($"PartitionKey eq {DeadLetterRows.OrderPartition(order.Provider, order.OrderId)}");
        await foreach (var pointer in tables.DeadLetters.QueryAsync<TableEntity>(pointers, cancellationToken: cancellationToken))
        {
            var keys = DeadLetterRows.KeysOf(pointer.GetString("Id"));
            var letter = await tables.DeadLetters.GetEntityIfExistsAsync<TableEntity>(keys.Partition, keys.Row, cancellationToken: cancellationToken);
            if (letter.HasValue && DeadLetterRows.BodiesOf(letter.Value!).Blobs.Contains(blob, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
