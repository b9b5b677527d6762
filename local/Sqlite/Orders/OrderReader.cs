using Microsoft.Data.Sqlite;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Reads on a connection of its own, beside the writer.</summary>
internal sealed class OrderReader(SqliteConnection connection, NewLookups lookups) : IDisposable
{
    private readonly LookupReader _lookups = new(connection, lookups);

    private readonly Statement _order = new(connection, "SELECT version, erased_at, state FROM orders WHERE id = ?1");

    private readonly Statement _isOrder = new(connection, "SELECT 1 FROM orders WHERE id = ?1 AND provider = ?2 AND order_id = ?3");

    private readonly Statement _place = new(connection, "SELECT provider, order_id, opened_at FROM orders WHERE id = ?1");

    private readonly Statement _history = new(connection, "SELECT event FROM history WHERE order_ref = ?1");

    private readonly Statement _identity = new(connection, "SELECT event FROM history WHERE order_ref = ?1 AND identity = ?2");

    private readonly Statement _event = new(connection, "SELECT event, arrival, raw, further FROM events WHERE id = ?1");

    private readonly Statement _silent = new(connection, """
        SELECT version, erased_at, state FROM orders
        WHERE silent_hour BETWEEN ?1 AND ?2 AND last_event_at <= ?4
            AND (last_event_at > ?3 OR (last_event_at = ?3 AND (provider, order_id) > (?5, ?6)))
        ORDER BY last_event_at, provider, order_id LIMIT ?7
        """);

    /// <summary>What retention looks at, on this connection.</summary>
    public OrderExpiry Expiry { get; } = new(connection);

    public StoredOrder? Order(OrderKey key)
    {
        if (IdOf(key) is not { } id)
        {
            return null;
        }

        var query = _order.Bind(1, id);
        _ = query.Step();
        var order = Stored(query);
        query.Reset();
        return order;
    }

    public long? IdOf(OrderKey key)
    {
        foreach (var id in _lookups.Orders(LookupHash.OfOrder(key)))
        {
            var found = _isOrder.Bind(1, id).Bind(2, key.Provider).Bind(3, key.OrderId).Step();
            _isOrder.Reset();
            if (found)
            {
                return id;
            }
        }

        return null;
    }

    /// <param name="order">Its id.</param>
    /// <param name="pending">Events that may be missing in its history, from before this read.</param>
    public List<EventRow> Events(long order, PendingEvent? pending)
        => Rows(Ids(_history.Bind(1, order), PendingEvent.All(pending)));

    /// <summary>The first content of an identity, or the one whose hash begins as asked.</summary>
    public ReadOnlyMemory<byte>? Raw(long order, PendingEvent? pending, EventIdentity identity, ContentHash? content)
    {
        Span<byte> hash = stackalloc byte[Key16.Size];
        var key = Key16.Of(identity.Value);
        Key16.Write(hash, key);
        var rows = Rows(Ids(_identity.Bind(1, order).Bind(2, hash), PendingEvent.All(pending).Where(@event => @event.Identity == key)));
        return rows.OrderBy(static row => row.IsFurtherContent)
            .FirstOrDefault(row => content is not { } asked || row.Event.Content.Value.StartsWith(asked.Value, StringComparison.Ordinal))?.Raw;
    }

    /// <summary>The newest first, with when each began, without those that <paramref name="elsewhere"/> knows better; at most
    /// <paramref name="limit"/>.</summary>
    public List<(OrderKey Key, long OpenedAt)> ByReference(
        string provider, string reference, int limit, IReadOnlyDictionary<OrderKey, KnownOrder> elsewhere)
    {
        List<(OrderKey Key, long OpenedAt)> found = [];
        foreach (var (id, key, openedAt) in Newest(provider, LookupHash.OfReference(provider, reference)))
        {
            if (found.Count == limit)
            {
                break;
            }

            if (!elsewhere.ContainsKey(key) && Bears(id, reference))
            {
                found.Add((key, openedAt));
            }
        }

        return found;
    }

    /// <summary>Rows in the list's order, without those that <paramref name="elsewhere"/> knows better; at most
    /// <paramref name="limit"/>.</summary>
    public List<StoredOrder> List(OrderFilter filter, OrderCursor? cursor, int limit, IReadOnlyDictionary<OrderKey, KnownOrder> elsewhere)
    {
        using var query = OrderListQuery.Prepare(connection, filter, cursor, limit + elsewhere.Count);
        List<StoredOrder> orders = [];
        while (orders.Count < limit && query.Step())
        {
            if (!elsewhere.ContainsKey(new(query.Text(3), query.Text(4))))
            {
                orders.Add(Stored(query));
            }
        }

        return orders;
    }

    public List<StoredOrder> Silent(SilenceMark after, DateTimeOffset until, int limit)
    {
        List<StoredOrder> orders = [];

        // Compared with null, no row lies behind the mark within its own instant.
        var query = _silent.Bind(1, Silence.HourOf(after.LastEventAt)).Bind(2, Silence.HourOf(until))
            .Bind(3, after.LastEventAt.UtcTicks).Bind(4, until.UtcTicks)
            .Bind(5, after.Order?.Provider).Bind(6, after.Order?.OrderId).Bind(7, limit);
        while (query.Step())
        {
            orders.Add(Stored(query));
        }

        return orders;
    }

    public void Dispose()
    {
        _silent.Dispose();
        _lookups.Dispose();
        _order.Dispose();
        _isOrder.Dispose();
        _place.Dispose();
        _history.Dispose();
        _identity.Dispose();
        _event.Dispose();
    }

    /// <summary>The orders of a provider that a hash leads to, the newest first.</summary>
    private List<(long Id, OrderKey Key, long OpenedAt)> Newest(string provider, long hash)
    {
        List<(long Id, OrderKey Key, long OpenedAt)> orders = [];
        foreach (var id in _lookups.Orders(hash).Distinct())
        {
            if (_place.Bind(1, id).Step() && _place.Text(0) == provider)
            {
                orders.Add((id, new(provider, _place.Text(1)), _place.Long(2)));
            }

            _place.Reset();
        }

        orders.Sort(static (left, right) => right.OpenedAt.CompareTo(left.OpenedAt) is var byAge && byAge != 0
            ? byAge
            : Utf8Order.Compare(left.Key.OrderId, right.Key.OrderId));
        return orders;
    }

    private bool Bears(long order, string reference)
    {
        _ = _order.Bind(1, order).Step();
        var bears = OrderJson.ReadState(_order.Blob(2)).Facts.References?.IsFoundBy(reference) == true;
        _order.Reset();
        return bears;
    }

    private static StoredOrder Stored(Statement query)
        => StoredOrders.Read(query.Blob(2), query.Long(0), query.IsNull(1) ? null : query.Long(1));

    /// <summary>An event that came into the history between the two is in both.</summary>
    private static SortedSet<long> Ids(Statement history, IEnumerable<PendingEvent> pending)
    {
        SortedSet<long> ids = [.. pending.Select(static @event => @event.Id)];
        while (history.Step())
        {
            _ = ids.Add(history.Long(0));
        }

        return ids;
    }

    private List<EventRow> Rows(SortedSet<long> ids)
    {
        var rows = new List<EventRow>(ids.Count);
        foreach (var id in ids)
        {
            _ = _event.Bind(1, id).Step();
            rows.Add(new()
            {
                Event = PackedEvent.Read(_event.Blob(0)),
                Arrival = ArrivalJson.Read(_event.Blob(1)),
                Raw = RawOf(_event, 2),
                IsFurtherContent = _event.Long(3) != 0,
            });
            _event.Reset();
        }

        return rows;
    }

    private static ReadOnlyMemory<byte>? RawOf(Statement query, int column)
        => query.IsNull(column) ? (ReadOnlyMemory<byte>?)null : new ReadOnlyMemory<byte>(query.Blob(column).ToArray());
}
