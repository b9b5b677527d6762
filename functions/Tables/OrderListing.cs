using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>Lists orders by their index rows, each checked against the state that it points to. A row that is behind its state
/// is corrected on the way.</summary>
internal sealed class OrderListing(OrderTables tables, TableOrderStore store, OrderFilter filter)
{
    private readonly OrderIndex index = new(tables);

    public async Task<OrderPage> ReadAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        var rows = new NewestFirst(tables.Index, Query(), columns: null);
        var (orders, next) = await rows.ReadAsync(cursor, limit, sparse: filter.Text is not null, some => LoadAsync(some, cancellationToken), cancellationToken);
        return new(orders, next);
    }

    private async Task<IReadOnlyList<StoredOrder?>> LoadAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        var hints = rows.Select(IndexPage.EntryOf).ToArray();
        var wanted = Enumerable.Range(0, rows.Count).Where(i => MatchesText(hints[i])).ToArray();
        var loaded = await store.LoadAsync([.. wanted.Select(i => hints[i].Key)], cancellationToken);
        var orders = new StoredOrder?[rows.Count];
        for (var i = 0; i < wanted.Length; i++)
        {
            var row = rows[wanted[i]];
            if (loaded[i] is { } order && await IsCurrentAsync(row, hints[wanted[i]], IndexEntry.Of(order.State), cancellationToken))
            {
                orders[wanted[i]] = order;
            }
        }

        return orders;
    }

    /// <summary>False for a row that the order has left, or that a stale headline had let through.</summary>
    private async Task<bool> IsCurrentAsync(TableEntity row, IndexEntry hint, IndexEntry entry, CancellationToken cancellationToken)
    {
        if (hint.Write() != entry.Write())
        {
            await index.MoveAsync(hint, entry, cancellationToken);
        }

        return IndexKeys.Listed(entry).Contains(new(row.PartitionKey, row.RowKey))
            && (filter.Status is not { } status || entry.Headline == status)
            && (filter.Since is not { } since || entry.FirstEventAt >= since)
            && MatchesText(entry);
    }

    private bool MatchesText(IndexEntry entry)
        => filter.Text is not { } text
            || entry.Key.OrderId.Contains(text, StringComparison.OrdinalIgnoreCase)
            || entry.References.Any(reference => reference.Contains(text, StringComparison.OrdinalIgnoreCase));

    private string Query()
    {
        var scope = filter.Store is { } store ? IndexKeys.StoreScope(store) : IndexKeys.All;
        var last = filter.Since is { } since ? TableKey.DescendingDay(since) : "99999999";
        var query = new StringBuilder(TableClient.CreateQueryFilter($"PartitionKey ge {scope + TableKey.Separator} and PartitionKey le {scope + TableKey.Separator + last}"));
        if (filter.Since is { } first)
        {
            And(query, $"FirstEventAt ge {OrderRows.Storable(first)}");
        }

        if (filter.Provider is { } provider)
        {
            And(query, $"Provider eq {provider}");
        }

        if (filter.Status is { } status)
        {
            And(query, $"Headline eq {StatusNames.Of(status)}");
        }

        return query.ToString();
    }

    private static void And(StringBuilder query, FormattableString condition)
        => query.Append(CultureInfo.InvariantCulture, $" and {TableClient.CreateQueryFilter(condition)}");
}
