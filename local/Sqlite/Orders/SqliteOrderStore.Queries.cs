using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>What is asked of many orders: the rows of the file, and for those that moved a moment ago what memory has instead.</summary>
public sealed partial class SqliteOrderStore
{
    private const int FoundByReference = 50;

    /// <inheritdoc/>
    public ValueTask<OrderPage> ListAsync(OrderFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        OrderCursor? after = cursor is null ? null : OrderCursor.Read(cursor);

        // Before the rows: one that is written in between is then left out of them, and still found here.
        var unwritten = _unwritten.Snapshot();
        var moved = Moved(UnwrittenList.Candidates(unwritten, filter, after), filter, limit + 1);
        var rows = Read(
            (filter, after, limit, unwritten), static (reader, asked) => reader.List(asked.filter, asked.after, asked.limit + 1, asked.unwritten));
        var page = UnwrittenList.Merge(moved, rows, limit + 1);
        if (page.Count <= limit)
        {
            return ValueTask.FromResult(new OrderPage(page, null));
        }

        page.RemoveAt(limit);
        return ValueTask.FromResult(new OrderPage(page, new OrderCursor(page[^1].State.FirstEventAt.UtcTicks, page[^1].State.Key).Write()));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OrderKey>> FindByReferenceAsync(string provider, string reference, CancellationToken cancellationToken)
    {
        var unwritten = _unwritten.Snapshot();
        var found = Read(
            (provider, reference, unwritten), static (reader, asked) => reader.ByReference(asked.provider, asked.reference, FoundByReference, asked.unwritten));
        var text = SearchText.Fold(reference);
        foreach (var (key, order) in unwritten)
        {
            if (key.Provider == provider && order.Now.Search.Contains(text, StringComparison.Ordinal) && Current(key) is { } current
                && current.State.Facts.References?.IsFoundBy(reference) == true)
            {
                found.Add((key, order.Now.OpenedAt));
            }
        }

        return ValueTask.FromResult<IReadOnlyList<OrderKey>>(
            [.. found.OrderByDescending(static order => order.OpenedAt).ThenBy(static order => order.Key.OrderId, Utf8Order.Comparer).Take(FoundByReference).Select(static order => order.Key)]);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredOrder>> FindSilentAsync(SilenceMark after, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        await WriteRowsAsync();
        return Read((after, until, limit), static (reader, asked) => reader.Silent(asked.after, asked.until, asked.limit));
    }

    private List<StoredOrder> Moved(List<OrderKey> candidates, OrderFilter filter, int limit)
    {
        List<StoredOrder> moved = [];
        foreach (var key in candidates)
        {
            if (moved.Count == limit)
            {
                break;
            }

            // It may have moved on since the snapshot.
            if (Current(key) is { } order && (filter.Status is null || order.State.Headline == filter.Status))
            {
                moved.Add(order);
            }
        }

        return moved;
    }
}
