using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// One page of a listing: index rows newest first, each checked against the state that it points to. A row that is behind its state
/// is corrected on the way. A page may end early, with a cursor, when little of what was read matches.
/// </summary>
internal sealed class OrderListing(OrderTables tables, TableOrderStore store, OrderFilter filter, int limit)
{
    /// <summary>Index rows a call may look at, so that a search for rare text answers in a bounded time.</summary>
    private const int Budget = 5000;

    private const int SearchPageSize = 500;

    private readonly OrderIndex index = new(tables);
    private readonly List<StoredOrder> found = new(Math.Min(limit, 200));
    private int looked;

    public async Task<OrderPage> ReadAsync(string? cursor, CancellationToken cancellationToken)
    {
        var at = ListCursor.Parse(cursor);
        while (true)
        {
            // Without a search each row asked for is one that is wanted, so a page never reads past its end.
            var size = filter.Text is null ? Math.Clamp(limit - found.Count, 1, 1000) : SearchPageSize;
            var page = await IndexPage.ReadAsync(tables.Index, Query(), at.Continuation, size, columns: null, cancellationToken);
            if (await TakeAsync(page, at, cancellationToken) is { } last)
            {
                return new(found, new ListCursor(at.Continuation, last).ToString());
            }

            if (page.Continuation is null)
            {
                return new(found, null);
            }

            at = new(page.Continuation, null);
            if (found.Count >= limit || looked >= Budget)
            {
                return new(found, at.ToString());
            }
        }
    }

    /// <summary>Takes what matches; the key of the last row taken when the page was full before the rows ended.</summary>
    private async Task<IndexKeys?> TakeAsync(IndexPage page, ListCursor from, CancellationToken cancellationToken)
    {
        var candidates = page.Rows.Where(row => !from.Holds(row.PartitionKey, row.RowKey)).ToList();
        looked += candidates.Count;
        candidates.RemoveAll(row => !MatchesText(EntryOf(row)));
        for (var start = 0; start < candidates.Count; start += TableOrderStore.Parallel)
        {
            var some = candidates.GetRange(start, Math.Min(TableOrderStore.Parallel, candidates.Count - start));
            var orders = await store.LoadAsync([.. some.Select(static row => EntryOf(row).Key)], cancellationToken);
            for (var i = 0; i < some.Count; i++)
            {
                if (await IsWantedAsync(some[i], orders[i], cancellationToken))
                {
                    found.Add(orders[i]!);
                    if (found.Count == limit && start + i + 1 < candidates.Count)
                    {
                        return new(some[i].PartitionKey, some[i].RowKey);
                    }
                }
            }
        }

        return null;
    }

    private async Task<bool> IsWantedAsync(TableEntity row, StoredOrder? order, CancellationToken cancellationToken)
    {
        if (order is null)
        {
            return false;
        }

        var entry = IndexEntry.Of(order.State);
        var hint = EntryOf(row);
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
    {
        if (filter.Text is not { } text || entry.Key.OrderId.Contains(text, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var reference in entry.References)
        {
            if (reference.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private string Query()
    {
        var scope = filter.Store is { } store ? IndexKeys.StoreScope(store) : IndexKeys.All;
        var last = filter.Since is { } since ? $"{scope}{TableKey.Separator}{TableKey.DescendingDay(since)}" : $"{scope}{TableKey.Separator}99999999";
        var query = new StringBuilder(TableClient.CreateQueryFilter($"PartitionKey ge {scope + TableKey.Separator} and PartitionKey le {last}"));
        if (filter.Provider is { } provider)
        {
            query.Append(CultureInfo.InvariantCulture, $" and {TableClient.CreateQueryFilter($"Provider eq {provider}")}");
        }

        if (filter.Status is { } status)
        {
            query.Append(CultureInfo.InvariantCulture, $" and {TableClient.CreateQueryFilter($"Headline eq {StatusNames.Of(status)}")}");
        }

        return query.ToString();
    }

    private static IndexEntry EntryOf(TableEntity row) => IndexPage.EntryOf(row);
}
