using Azure.Data.Tables;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Reads one page of rows that lie newest first, and what they stand for. A cursor is given only when there is more; a page may
/// end early, with a cursor, when little of what was read is wanted.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="query">Its filter.</param>
/// <param name="columns">The columns that are needed; null for all.</param>
internal sealed class NewestFirst(TableClient table, string query, string[]? columns)
{
    /// <summary>Rows a call may look at, so that a search for what is rare answers in a bounded time.</summary>
    private const int Budget = 5000;

    /// <summary>Where most rows are passed over, larger pages save requests.</summary>
    private const int SparsePageSize = 500;

    /// <param name="cursor">From the answer before; null for the first page.</param>
    /// <param name="limit">At most so many items.</param>
    /// <param name="sparse">Most rows are not wanted.</param>
    /// <param name="resolve">Turns rows into items; null for a row that is not wanted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(List<T> Items, string? Cursor)> ReadAsync<T>(
        string? cursor, int limit, bool sparse, Func<IReadOnlyList<TableEntity>, Task<IReadOnlyList<T?>>> resolve, CancellationToken cancellationToken)
        where T : class
    {
        var at = ListCursor.Parse(cursor);
        var items = new List<T>(Math.Min(limit, 200));
        var (last, looked) = (at, 0);
        while (true)
        {
            // One row more than is asked for tells whether there is a next page.
            var size = sparse ? SparsePageSize : Math.Clamp(limit + 1 - items.Count, 1, 1000);
            var page = await IndexPage.ReadAsync(table, query, at.Continuation, size, columns, cancellationToken);
            var rows = page.Rows.Where(row => !at.Holds(row.PartitionKey, row.RowKey)).ToArray();
            looked += rows.Length;
            foreach (var some in rows.Chunk(TableOrderStore.Parallel))
            {
                var resolved = await resolve(some);
                for (var i = 0; i < some.Length; i++)
                {
                    if (resolved[i] is not { } item)
                    {
                        continue;
                    }

                    if (items.Count == limit)
                    {
                        return (items, last.ToString());
                    }

                    items.Add(item);
                    last = new(at.Continuation, new(some[i].PartitionKey, some[i].RowKey));
                }
            }

            if (page.Continuation is null)
            {
                return (items, null);
            }

            at = new(page.Continuation, null);
            if (looked >= Budget)
            {
                return (items, at.ToString());
            }
        }
    }
}
