using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>Writes an order's row and what it is found by, and no column or index that did not change.</summary>
internal sealed class OrderRowWriter(OrderStatements sql, LookupWriter lookups)
{
    /// <param name="key">The order.</param>
    /// <param name="before">Its row; null when it has none.</param>
    /// <param name="now">What the row is to say.</param>
    /// <param name="packed">Its state.</param>
    public void Write(OrderKey key, OrderColumns? before, OrderColumns now, byte[] packed)
    {
        var row = PackedRow.Of(packed);
        if (before is null)
        {
            Insert(key, now, row.Json);
            lookups.Add(LookupHash.OfOrder(key), now.Id);
            AddReferences(key, now.Id, row.References, null);
            return;
        }

        if (before.Search != now.Search)
        {
            AddReferences(key, now.Id, row.References, ReadState(now.Id).Facts.References);
        }

        Update(before, now, row.Json);
    }

    /// <summary>As the row has it.</summary>
    public OrderState ReadState(long order)
    {
        var query = sql.ReadState.Bind(1, order);
        _ = query.Step();
        var state = OrderJson.ReadState(query.Blob(0));
        query.Reset();
        return state;
    }

    private void Insert(OrderKey key, OrderColumns now, ReadOnlySpan<byte> state) => sql.InsertOrder
        .Bind(1, key.Provider).Bind(2, key.OrderId).Bind(3, (long)now.Headline)
        .Bind(4, now.OpenedAt).Bind(5, now.LastEventAt).Bind(6, now.Ended ? 1 : 0)
        .Bind(7, now.StoreId).Bind(8, now.StoreExternalId).Bind(9, now.Search)
        .Bind(10, now.ErasedAt).Bind(11, state).Bind(12, now.SilentHour).Bind(13, now.Id).Bind(14, now.Version).Run();

    private void Update(OrderColumns before, OrderColumns now, ReadOnlySpan<byte> state)
    {
        var moved = before.OpenedAt != now.OpenedAt || before.StoreId != now.StoreId
            || before.StoreExternalId != now.StoreExternalId || before.Search != now.Search;
        var update = moved ? sql.UpdateIndexed
            : before.SilentHour != now.SilentHour ? sql.UpdateSilence
            : before.Headline != now.Headline ? sql.UpdateHeadline
            : sql.UpdateState;
        _ = update.Bind(1, now.Id).Bind(2, now.Version).Bind(3, now.LastEventAt)
            .Bind(4, now.Ended ? 1 : 0).Bind(5, now.ErasedAt).Bind(6, state);
        if (update != sql.UpdateState)
        {
            _ = update.Bind(7, (long)now.Headline);
        }

        if (moved || update == sql.UpdateSilence)
        {
            _ = update.Bind(8, now.SilentHour);
        }

        if (moved)
        {
            _ = update.Bind(9, now.OpenedAt).Bind(10, now.StoreId).Bind(11, now.StoreExternalId).Bind(12, now.Search);
        }

        _ = update.Run();
    }

    /// <summary>One that the order no longer bears stays: whoever finds it sees in the row that it is none of the order's.</summary>
    private void AddReferences(OrderKey key, long order, OrderReferences? references, OrderReferences? known)
    {
        foreach (var (_, value) in references?.Lookups() ?? [])
        {
            if (known?.IsFoundBy(value) != true)
            {
                lookups.Add(LookupHash.OfReference(key.Provider, value), order);
            }
        }
    }
}
