using Microsoft.Data.Sqlite;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The orders' writer, on the committer's thread alone: it looks before it writes, so that a change which is
/// refused has written nothing.</summary>
internal sealed class OrderSession(SqliteConnection connection) : IWriteSession
{
    private readonly OrderStatements _sql = new(connection);
    private readonly FoundOrders _found = new();
    private bool _truncate;

    public void GroupBegins()
    {
        _truncate = false;
        _found.GroupBegins();
    }

    public void GroupEnds()
    {
    }

    public void GroupCommitted() => _found.GroupCommitted();

    public bool TakeTruncate()
    {
        var wanted = _truncate;
        _truncate = false;
        return wanted;
    }

    /// <summary>Writes a change, or says why not.</summary>
    public WrittenChange Write(PreparedChange change)
    {
        var found = Find(change.State.Key);
        if (found?.VersionText != change.Change.ExpectedVersion)
        {
            return new(CommitResult.VersionConflict);
        }

        if (Holds(found?.Id, change))
        {
            return new(CommitResult.EventExists);
        }

        if (found is not { } order)
        {
            return Insert(change);
        }

        return Update(order, order.ErasedAt is null || change.Change.ErasedAt is not null ? change : change.Stripped());
    }

    /// <returns>The erased order; null when there is none.</returns>
    public WrittenChange? Erase(OrderKey key, DateTimeOffset at)
    {
        if (Find(key) is not { } order)
        {
            return null;
        }

        foreach (var (id, @event) in ReadEvents(order.Id))
        {
            _ = _sql.EraseEvent.Bind(1, id).Bind(2, OrderJson.Write(@event.WithoutPersonalData())).Run();
        }

        var state = ReadState(order.Id).WithoutPersonalData();
        var erasedAt = order.ErasedAt ?? at.UtcTicks;
        var json = OrderJson.Write(state);
        WriteState(order, state, json, SearchText.Of(state), erasedAt);
        _truncate = true;
        return Written(state, json, order.Version + 1, erasedAt, order.Headline);
    }

    /// <param name="events">Whose bodies to remove.</param>
    /// <param name="last">No more follow for now: what was removed is to leave the log too.</param>
    public void RemoveBodies(IReadOnlyList<long> events, bool last)
    {
        foreach (var id in events)
        {
            _ = _sql.RemoveBody.Bind(1, id).Run();
        }

        _truncate |= last;
    }

    public void Probe(long now) => _sql.Probe.Bind(1, now).Run();

    public void Dispose() => _sql.Dispose();

    private static WrittenChange Written(OrderState state, byte[] json, long version, long? erasedAt, Headline? before)
        => new(CommitResult.Committed, new(state.Key, version, erasedAt, state.Headline, json), before);

    private FoundOrder? Find(OrderKey key)
    {
        if (_found.Find(key) is { } known)
        {
            return known;
        }

        var query = _sql.Find.Bind(1, key.Provider).Bind(2, key.OrderId);
        if (!query.Step())
        {
            return null;
        }

        var found = new FoundOrder(
            query.Long(0), query.Long(1), query.IsNull(2) ? null : query.Long(2), (Headline)query.Long(3), query.Long(4),
            query.TextOrNull(5), query.TextOrNull(6), query.Text(7), query.IsNull(8) ? null : query.Long(8));
        query.Reset();
        return found;
    }

    private bool Holds(long? order, PreparedChange change)
    {
        for (var index = 0; index < change.Insert.Length; index++)
        {
            if (HoldsWithin(change.Insert, index) || (order is { } id && Holds(id, change.Insert[index])))
            {
                return true;
            }
        }

        return false;
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

    private bool Holds(long order, in PreparedRow row)
    {
        Span<byte> keys = stackalloc byte[Key16.Size * 2];
        Key16.Write(keys, row.Identity);
        Key16.Write(keys[Key16.Size..], row.Content);
        var query = row.Further
            ? _sql.HasContent.Bind(1, order).Bind(2, keys[..Key16.Size]).Bind(3, keys[Key16.Size..])
            : _sql.HasIdentity.Bind(1, order).Bind(2, keys[..Key16.Size]);
        var holds = query.Step();
        query.Reset();
        return holds;
    }

    private WrittenChange Insert(PreparedChange change)
    {
        var state = change.State;
        var erasedAt = change.Change.ErasedAt?.UtcTicks;
        var insert = _sql.InsertOrder
            .Bind(1, state.Key.Provider).Bind(2, state.Key.OrderId).Bind(3, (long)state.Headline)
            .Bind(4, state.FirstEventAt.UtcTicks).Bind(5, state.LastEventAt.UtcTicks).Bind(6, state.Ended ? 1 : 0)
            .Bind(7, state.Facts.Store?.Id).Bind(8, state.Facts.Store?.ExternalId).Bind(9, change.Search)
            .Bind(10, erasedAt).Bind(11, change.StateJson).Bind(12, Silence.HourOf(state));
        _ = insert.Run();
        var id = insert.LastInserted;
        _found.Wrote(state.Key, FoundOrder.Of(id, 1, erasedAt, state, change.Search));
        WriteReferences(id, state);
        WriteEvents(id, change);
        return Written(state, change.StateJson, 1, erasedAt, null);
    }

    private WrittenChange Update(in FoundOrder order, PreparedChange change)
    {
        var erasedAt = order.ErasedAt ?? change.Change.ErasedAt?.UtcTicks;
        if (order.Search != change.Search)
        {
            DeleteReferences(order.Id, ReadState(order.Id));
            WriteReferences(order.Id, change.State);
        }

        WriteState(order, change.State, change.StateJson, change.Search, erasedAt);
        WriteEvents(order.Id, change);
        return Written(change.State, change.StateJson, order.Version + 1, erasedAt, order.Headline);
    }

    private void WriteState(in FoundOrder order, OrderState state, byte[] json, string search, long? erasedAt)
    {
        var store = state.Facts.Store;
        var silentHour = Silence.HourOf(state);
        var moved = order.OpenedAt != state.FirstEventAt.UtcTicks || order.StoreId != store?.Id
            || order.StoreExternalId != store?.ExternalId || order.Search != search;
        var update = moved ? _sql.UpdateIndexed
            : order.SilentHour != silentHour ? _sql.UpdateSilence
            : order.Headline != state.Headline ? _sql.UpdateHeadline
            : _sql.UpdateState;
        _ = update.Bind(1, order.Id).Bind(2, order.Version + 1).Bind(3, state.LastEventAt.UtcTicks)
            .Bind(4, state.Ended ? 1 : 0).Bind(5, erasedAt).Bind(6, json);
        if (update != _sql.UpdateState)
        {
            _ = update.Bind(7, (long)state.Headline);
        }

        if (moved || update == _sql.UpdateSilence)
        {
            _ = update.Bind(8, silentHour);
        }

        if (moved)
        {
            _ = update.Bind(9, state.FirstEventAt.UtcTicks).Bind(10, store?.Id).Bind(11, store?.ExternalId).Bind(12, search);
        }

        _ = update.Run();
        _found.Wrote(state.Key, order.Next(erasedAt, state, search));
    }

    private void WriteEvents(long order, PreparedChange change)
    {
        Span<byte> keys = stackalloc byte[Key16.Size * 2];
        foreach (ref readonly var row in change.Insert.AsSpan())
        {
            Key16.Write(keys, row.Identity);
            Key16.Write(keys[Key16.Size..], row.Content);
            var insert = _sql.InsertEvent.Bind(1, order).Bind(2, keys[..Key16.Size]).Bind(3, keys[Key16.Size..])
                .Bind(4, row.Further ? 1 : 0).Bind(5, row.OccurredAt).Bind(6, row.Event).Bind(7, row.Arrival);
            _ = (row.Raw is { } raw ? insert.Bind(8, raw.Span) : insert.BindNull(8)).Run();
        }

        foreach (ref readonly var row in change.Touch.AsSpan())
        {
            Key16.Write(keys, row.Identity);
            Key16.Write(keys[Key16.Size..], row.Content);
            _ = _sql.TouchEvent.Bind(1, order).Bind(2, keys[..Key16.Size]).Bind(3, keys[Key16.Size..]).Bind(4, row.Arrival).Run();
        }

        foreach (ref readonly var row in change.Replace.AsSpan())
        {
            Key16.Write(keys, row.Identity);
            Key16.Write(keys[Key16.Size..], row.Content);
            _ = _sql.ReplaceEvent.Bind(1, order).Bind(2, keys[..Key16.Size]).Bind(3, keys[Key16.Size..]).Bind(4, row.Event).Bind(5, row.OccurredAt).Run();
        }
    }

    private void WriteReferences(long order, OrderState state)
    {
        if (state.Facts.References is { } references)
        {
            foreach (var (kind, value) in references.Lookups())
            {
                _ = _sql.InsertReference.Bind(1, state.Key.Provider).Bind(2, value).Bind(3, order).Bind(4, kind).Run();
            }
        }
    }

    private void DeleteReferences(long order, OrderState state)
    {
        if (state.Facts.References is { } references)
        {
            foreach (var (_, value) in references.Lookups())
            {
                _ = _sql.DeleteReference.Bind(1, state.Key.Provider).Bind(2, value).Bind(3, order).Run();
            }
        }
    }

    private OrderState ReadState(long order)
    {
        var query = _sql.ReadState.Bind(1, order);
        _ = query.Step();
        var state = OrderJson.ReadState(query.Blob(0));
        query.Reset();
        return state;
    }

    private List<(long Id, OrderEvent Event)> ReadEvents(long order)
    {
        List<(long, OrderEvent)> events = [];
        var query = _sql.ReadEvents.Bind(1, order);
        while (query.Step())
        {
            events.Add((query.Long(0), OrderJson.ReadEvent(query.Blob(1))));
        }

        return events;
    }
}

/// <summary>What the writer did with a change.</summary>
/// <param name="Result">Committed, or why not.</param>
/// <param name="Order">As it is stored now; null when refused.</param>
/// <param name="Before">The headline before; null for a new order.</param>
internal readonly record struct WrittenChange(CommitResult Result, OrderImage? Order = null, Headline? Before = null);
