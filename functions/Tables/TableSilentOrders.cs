using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Silent orders by way of the index: the rows of recent days whose order has not ended, each checked against its state. The
/// index knows no last event, which would cost every event one more write; the watch pays instead, a few times an hour.
/// </summary>
public sealed class TableSilentOrders(OrderTables tables, TableOrderStore store) : ISilentOrders
{
    /// <summary>Rows that one call looks at, the newest orders first.</summary>
    public const int MaxOpenOrders = 20_000;

    private const int PageSize = 500;

    /// <summary>An order without an end after so long will not get one: it is history, not a worry.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(14);

    private static readonly Comparer<SilenceMark> Sequence = Comparer<SilenceMark>.Create(static (left, right) =>
        left.LastEventAt != right.LastEventAt ? left.LastEventAt.CompareTo(right.LastEventAt)
        : left.Order?.Provider != right.Order?.Provider ? string.CompareOrdinal(left.Order?.Provider, right.Order?.Provider)
        : string.CompareOrdinal(left.Order?.OrderId, right.Order?.OrderId));

    public async ValueTask<IReadOnlyList<StoredOrder>> FindSilentAsync(SilenceMark after, DateTimeOffset until, int limit, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync<IReadOnlyList<StoredOrder>>(() => FindAsync(after, until, limit, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<StoredOrder>> FindAsync(SilenceMark after, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var silent = new PriorityQueue<StoredOrder, SilenceMark>(Comparer<SilenceMark>.Create(static (left, right) => Sequence.Compare(right, left)));
        var looked = 0;
        await foreach (var page in tables.Index.QueryAsync<TableEntity>(OpenUntil(until), PageSize, ["Entry"], cancellationToken).AsPages())
        {
            var orders = await store.LoadAsync([.. page.Values.Select(static row => IndexPage.EntryOf(row).Key)], cancellationToken);
            foreach (var order in orders)
            {
                if (order is not null && IsSilent(order.State, after, until))
                {
                    silent.Enqueue(order, MarkOf(order.State));
                    if (silent.Count > limit)
                    {
                        _ = silent.Dequeue();
                    }
                }
            }

            looked += page.Values.Count;
            if (looked >= MaxOpenOrders)
            {
                break;
            }
        }

        return LongestFirst(silent);
    }

    /// <summary>An order's first event is not behind its last: nothing that began later can be meant.</summary>
    private static string OpenUntil(DateTimeOffset until)
    {
        var newest = $"{IndexKeys.All}{TableKey.Separator}{TableKey.DescendingDay(until)}";
        var oldest = $"{IndexKeys.All}{TableKey.Separator}{TableKey.DescendingDay(until - Recent)}";
        return TableClient.CreateQueryFilter(
            $"PartitionKey ge {newest} and PartitionKey le {oldest} and FirstEventAt le {OrderRows.Storable(until)} and Ended eq {false}");
    }

    /// <summary>A mark without an order stands behind all orders of its instant.</summary>
    private static bool IsSilent(OrderState state, SilenceMark after, DateTimeOffset until)
        => !state.Ended
            && state.LastEventAt <= until
            && (after.Order is null ? state.LastEventAt > after.LastEventAt : Sequence.Compare(MarkOf(state), after) > 0);

    private static SilenceMark MarkOf(OrderState state) => new(state.LastEventAt, state.Key);

    private static StoredOrder[] LongestFirst(PriorityQueue<StoredOrder, SilenceMark> silent)
    {
        var orders = new StoredOrder[silent.Count];
        for (var place = orders.Length - 1; place >= 0; place--)
        {
            orders[place] = silent.Dequeue();
        }

        return orders;
    }
}
