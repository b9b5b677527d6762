using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.Tables;

/// <summary>What operators ask, over the same tables.</summary>
public sealed class TableOrderQueries(OrderTables tables, IBodyArchive archive, TableOrderStore store) : IOrderQueries
{
    /// <summary>Orders that <see cref="CountByHeadlineAsync"/> looks at, the newest: 20 requests at most.</summary>
    public const int CountedOrders = 20_000;

    private const int MaxReferenced = 50;

    public async ValueTask<OrderPage> ListAsync(OrderFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(() => new OrderListing(tables, store, filter).ReadAsync(cursor, limit, cancellationToken), cancellationToken);

    public async ValueTask<IReadOnlyList<OrderKey>> FindByReferenceAsync(string provider, string reference, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync<IReadOnlyList<OrderKey>>(
            async () =>
            {
                var filter = TableClient.CreateQueryFilter($"PartitionKey eq {IndexKeys.ReferencePartition(provider, reference)}");
                var page = await IndexPage.ReadAsync(tables.References, filter, continuation: null, MaxReferenced, columns: null, cancellationToken);
                return [.. page.Rows.Select(static row => IndexPage.EntryOf(row).Key)];
            },
            cancellationToken);

    public async ValueTask<bool> ErasePersonalDataAsync(OrderKey key, DateTimeOffset at, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(() => new OrderErasure(tables, archive).EraseAsync(key, at, cancellationToken), cancellationToken);

    public async ValueTask<ReadOnlyMemory<byte>?> ReadRawAsync(OrderKey key, EventIdentity identity, ContentHash? content, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var row = await FindRowAsync(key, identity, content, cancellationToken);
                return row is null ? null
                    : OrderRows.BlobOf(row) is { } blob ? await archive.GetAsync(blob, cancellationToken)
                    : OrderRows.ReadEvent(row).Raw;
            },
            cancellationToken);

    public async ValueTask<IReadOnlyDictionary<Headline, long>> CountByHeadlineAsync(CancellationToken cancellationToken)
        => await TableFaults.PassingAsync<IReadOnlyDictionary<Headline, long>>(
            async () =>
            {
                var counts = new Dictionary<Headline, long>();
                var left = CountedOrders;
                var filter = TableClient.CreateQueryFilter($"PartitionKey ge {IndexKeys.All + TableKey.Separator} and PartitionKey lt {IndexKeys.All + TableKey.PastSeparator}");
                await foreach (var row in tables.Index.QueryAsync<TableEntity>(filter, select: ["Headline"], cancellationToken: cancellationToken))
                {
                    if (StatusNames.TryParse(row.GetString("Headline"), out var headline))
                    {
                        counts[headline] = counts.GetValueOrDefault(headline) + 1;
                    }

                    if (--left == 0)
                    {
                        break;
                    }
                }

                return counts;
            },
            cancellationToken);

    private async Task<TableEntity?> FindRowAsync(OrderKey key, EventIdentity identity, ContentHash? content, CancellationToken cancellationToken)
    {
        var first = await RowAsync(OrderRows.KeyOf(identity));
        return content is not { } wanted || first?.GetString("Content") == wanted.Value ? first : await RowAsync(OrderRows.KeyOf(identity, wanted));

        async Task<TableEntity?> RowAsync(string row)
            => await tables.Orders.GetEntityIfExistsAsync<TableEntity>(TableKey.Of(key), row, cancellationToken: cancellationToken) is { HasValue: true } found
                ? found.Value
                : null;
    }
}
