using Azure;
using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Retention of orders in Table Storage. A page is one request that walks the table where the last one ended; only rows that something
/// is due in are read whole. The service's own continuation is the cursor.
/// </summary>
public sealed class TableOrderExpiry(OrderTables tables, IBodyArchive archive) : IOrderExpiry
{
    private static readonly string[] EventColumns = ["PartitionKey", "RowKey", .. OrderRows.ArrivalColumns, OrderRows.RawLengthColumn, OrderRows.BlobColumn];
    private static readonly string[] StateColumns = ["PartitionKey", "RowKey", OrderRows.ErasedColumn];

    /// <summary>No namespace's messages are smaller than 64 KiB, so no smaller body was ever claimed.</summary>
    private const int SmallestClaim = 60 * 1024;

    private readonly BodyReferences references = new(tables);

    public async ValueTask<ExpiryPage> ExpireBodiesAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var page = await IndexPage.ReadAsync(tables.Orders, OrderRows.Events, cursor, limit, EventColumns, cancellationToken);
                var ended = 0;
                foreach (var row in page.Rows)
                {
                    if (OrderRows.HasBody(row) && OrderRows.ReadArrival(row).ProjectedAt < before && await RemoveBodyAsync(row, cancellationToken))
                    {
                        ended++;
                    }
                }

                return new ExpiryPage(ended, page.Continuation);
            },
            cancellationToken);

    public async ValueTask<AgedOrders> FindAgedAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var page = await IndexPage.ReadAsync(tables.Orders, OrderRows.StatesBefore(before), cursor, limit, StateColumns, cancellationToken);
                List<OrderKey> aged = [];
                foreach (var row in page.Rows)
                {
                    if (row.GetDateTimeOffset(OrderRows.ErasedColumn) is null && await AgedAsync(row, before, cancellationToken) is { } key)
                    {
                        aged.Add(key);
                    }
                }

                return new AgedOrders(aged, page.Continuation);
            },
            cancellationToken);

    /// <returns>False when the row changed since it was read: the next sweep finds it again.</returns>
    private async Task<bool> RemoveBodyAsync(TableEntity found, CancellationToken cancellationToken)
    {
        var whole = await tables.Orders.GetEntityIfExistsAsync<TableEntity>(found.PartitionKey, found.RowKey, cancellationToken: cancellationToken);
        if (!whole.HasValue)
        {
            return false;
        }

        var stored = OrderRows.ReadEvent(whole.Value!);
        var row = stored with { Raw = null };
        try
        {
            await tables.Orders.UpdateEntityAsync(OrderRows.OfEvent(row, OrderJson.Write(row.Event), blob: null), whole.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return false;
        }

        // A body that the row held itself may have come in a message that could not: its blob has outlived the message.
        var left = OrderRows.BlobOf(whole.Value)
            ?? (stored.Raw is { Length: > SmallestClaim } raw ? BodyName.Of(row.Event.Order.Provider, row.Event.Order.OrderId, raw.Span) : null);
        if (left is { } blob && !await references.IsUsedAsync(row.Event.Order, blob, cancellationToken))
        {
            await archive.DeleteAllAsync(blob, cancellationToken);
        }

        return true;
    }

    /// <summary>The order of a state row, when none of its events came later either.</summary>
    private async Task<OrderKey?> AgedAsync(TableEntity row, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await foreach (var @event in tables.Orders.QueryAsync<TableEntity>(OrderRows.EventsOf(row.PartitionKey), select: OrderRows.ArrivalColumns, cancellationToken: cancellationToken))
        {
            if (OrderRows.ReadArrival(@event).LastReceivedAt >= before)
            {
                return null;
            }
        }

        var state = await tables.Orders.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        return state.HasValue ? OrderRows.ReadState(state.Value!).Key : null;
    }
}
