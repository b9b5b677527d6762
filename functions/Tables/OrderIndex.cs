using Azure.Data.Tables;
using OrderRelay.Core.Orders;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// The rows by which orders are listed and found. They are written after the commit and are hints: whoever reads them
/// checks them against the state, and a redelivered event writes them again (<see cref="TableOrderStore.RepairAsync"/>).
/// </summary>
internal sealed class OrderIndex(OrderTables tables)
{
    /// <summary>Brings the rows from one entry to the next: two equal ones cost nothing.</summary>
    /// <param name="before">What was stored; null for a new order, or when that is not known.</param>
    /// <param name="after">What is stored now.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task MoveAsync(IndexEntry? before, IndexEntry after, CancellationToken cancellationToken)
    {
        if (before is not null && before.Write() == after.Write())
        {
            return;
        }

        var writes = new List<Task>();
        Move(tables.Index, IndexKeys.Listed(before), IndexKeys.Listed(after), after, rewrite: true, writes, cancellationToken);
        Move(tables.References, IndexKeys.Referenced(before), IndexKeys.Referenced(after), after, rewrite: false, writes, cancellationToken);
        await Task.WhenAll(writes);
    }

    private static void Move(TableClient table, List<IndexKeys> before, List<IndexKeys> after, IndexEntry entry, bool rewrite, List<Task> writes, CancellationToken cancellationToken)
    {
        foreach (var key in after)
        {
            if (rewrite || !before.Contains(key))
            {
                writes.Add(table.UpsertEntityAsync(RowOf(key, entry), TableUpdateMode.Replace, cancellationToken));
            }
        }

        foreach (var key in before)
        {
            if (!after.Contains(key))
            {
                writes.Add(table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellationToken));
            }
        }
    }

    private static TableEntity RowOf(IndexKeys key, IndexEntry entry) => new(key.Partition, key.Row)
    {
        ["Entry"] = entry.Write(),
        ["Provider"] = entry.Key.Provider,
        ["Headline"] = StatusNames.Of(entry.Headline),
        ["Ended"] = entry.Ended,
        ["FirstEventAt"] = OrderRows.Storable(entry.FirstEventAt),
    };
}
