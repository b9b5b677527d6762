namespace OrderRelay.Local.Sqlite;

/// <summary>Looks for, adds and changes the events of an order. They are added one behind the other, and found by the order's history,
/// which is written with its row, or among those that are pending until then.</summary>
internal sealed class EventRowWriter(OrderStatements sql)
{
    /// <summary>The order has an event of one of these identities, or they have one twice.</summary>
    /// <param name="order">Null when it is new.</param>
    /// <param name="rows">To be added.</param>
    public bool Holds(KnownOrder? order, PreparedRow[] rows)
    {
        for (var index = 0; index < rows.Length; index++)
        {
            if (HoldsWithin(rows, index) || (order is not null && Find(order, rows[index], exactly: rows[index].Further) is not null))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="order">Its id.</param>
    /// <param name="before">The order before this change; null when it is new.</param>
    /// <param name="change">What to write.</param>
    /// <returns>What is missing in the order's history now.</returns>
    public PendingEvent? Write(long order, KnownOrder? before, PreparedChange change)
    {
        var pending = before?.Pending;
        Span<byte> keys = stackalloc byte[Key16.Size * 2];
        foreach (ref readonly var row in change.Insert.AsSpan())
        {
            Keys(keys, row.Identity, row.Content);
            var insert = sql.InsertEvent.Bind(1, order).Bind(2, keys[..Key16.Size]).Bind(3, keys[Key16.Size..])
                .Bind(4, row.Further ? 1 : 0).Bind(5, row.OccurredAt).Bind(6, row.Event.Span).Bind(7, row.Arrival.Span);
            _ = (row.Raw is { } raw ? insert.Bind(8, raw.Span) : insert.BindNull(8)).Run();
            pending = new(insert.LastInserted, row.Identity, row.Content, pending);
        }

        foreach (ref readonly var row in change.Touch.AsSpan())
        {
            if (before is not null && Find(before, row, exactly: true) is { } id)
            {
                _ = sql.TouchEvent.Bind(1, id).Bind(2, row.Arrival.Span).Run();
            }
        }

        foreach (ref readonly var row in change.Replace.AsSpan())
        {
            if (before is not null && Find(before, row, exactly: true) is { } id)
            {
                _ = sql.ReplaceEvent.Bind(1, id).Bind(2, row.Event.Span).Bind(3, row.OccurredAt).Run();
            }
        }

        return pending;
    }

    /// <summary>The ids of all events of an order.</summary>
    public List<long> Events(KnownOrder order)
    {
        List<long> events = [];
        var query = sql.History.Bind(1, order.Now.Id);
        while (query.Step())
        {
            events.Add(query.Long(0));
        }

        events.AddRange(PendingEvent.All(order.Pending).Select(static @event => @event.Id));
        return events;
    }

    /// <summary>Takes what is pending into an order's history.</summary>
    public void WriteHistory(KnownOrder order)
    {
        Span<byte> keys = stackalloc byte[Key16.Size * 2];
        for (var @event = order.Pending; @event is not null; @event = @event.Earlier)
        {
            Keys(keys, @event.Identity, @event.Content);
            _ = sql.InsertHistory.Bind(1, order.Now.Id).Bind(2, keys[..Key16.Size]).Bind(3, keys[Key16.Size..]).Bind(4, @event.Id).Run();
        }
    }

    private static bool HoldsWithin(PreparedRow[] rows, int index)
    {
        for (var earlier = 0; earlier < index; earlier++)
        {
            if (rows[earlier].Identity == rows[index].Identity && (!rows[index].Further || rows[earlier].Content == rows[index].Content))
            {
                return true;
            }
        }

        return false;
    }

    private static void Keys(Span<byte> keys, UInt128 identity, UInt128 content)
    {
        Key16.Write(keys, identity);
        Key16.Write(keys[Key16.Size..], content);
    }

    private long? Find(KnownOrder order, in PreparedRow row, bool exactly)
    {
        if (PendingEvent.Find(order.Pending, row.Identity, exactly ? row.Content : null) is { } pending)
        {
            return pending;
        }

        if (order.Row is null)
        {
            return null;
        }

        Span<byte> keys = stackalloc byte[Key16.Size * 2];
        Keys(keys, row.Identity, row.Content);
        var query = exactly
            ? sql.FindContent.Bind(1, order.Now.Id).Bind(2, keys[..Key16.Size]).Bind(3, keys[Key16.Size..])
            : sql.FindIdentity.Bind(1, order.Now.Id).Bind(2, keys[..Key16.Size]);
        long? found = query.Step() ? query.Long(0) : null;
        query.Reset();
        return found;
    }
}
