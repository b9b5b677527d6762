using Microsoft.Data.Sqlite;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Reads on a connection of its own, beside the writer.</summary>
internal sealed class OrderReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _order = new(connection, "SELECT version, erased_at, state, headline FROM orders WHERE provider = ?1 AND order_id = ?2");

    private readonly Statement _events = new(connection, """
        SELECT event, arrival, raw, further FROM events
        WHERE order_ref = (SELECT id FROM orders WHERE provider = ?1 AND order_id = ?2)
        """);

    private readonly Statement _raw = new(connection, """
        SELECT event, raw FROM events
        WHERE order_ref = (SELECT id FROM orders WHERE provider = ?1 AND order_id = ?2) AND identity = ?3
        ORDER BY further
        """);

    private readonly Statement _byReference = new(connection, """
        SELECT DISTINCT o.order_id, o.opened_at FROM refs r JOIN orders o ON o.id = r.order_ref
        WHERE r.provider = ?1 AND r.value = ?2 ORDER BY o.opened_at DESC, o.order_id LIMIT 50
        """);

    private readonly Statement _silent = new(connection, """
        SELECT version, erased_at, state FROM orders
        WHERE silent_hour BETWEEN ?1 AND ?2 AND last_event_at <= ?4
            AND (last_event_at > ?3 OR (last_event_at = ?3 AND (provider, order_id) > (?5, ?6)))
        ORDER BY last_event_at, provider, order_id LIMIT ?7
        """);

    /// <summary>What retention looks at, on this connection.</summary>
    public OrderExpiry Expiry { get; } = new(connection);

    public OrderImage? Order(OrderKey key)
    {
        var query = _order.Bind(1, key.Provider).Bind(2, key.OrderId);
        OrderImage? order = query.Step()
            ? new(key, query.Long(0), query.IsNull(1) ? null : query.Long(1), (Headline)query.Long(3), query.Blob(2).ToArray())
            : null;
        query.Reset();
        return order;
    }

    public List<EventRow> Events(OrderKey key)
    {
        List<EventRow> rows = [];
        var query = _events.Bind(1, key.Provider).Bind(2, key.OrderId);
        while (query.Step())
        {
            rows.Add(new()
            {
                Event = OrderJson.ReadEvent(query.Blob(0)),
                Arrival = ArrivalJson.Read(query.Blob(1)),
                Raw = RawOf(query, 2),
                IsFurtherContent = query.Long(3) != 0,
            });
        }

        return rows;
    }

    /// <summary>The first content of an identity, or the one whose hash begins as asked.</summary>
    public ReadOnlyMemory<byte>? Raw(OrderKey key, EventIdentity identity, ContentHash? content)
    {
        Span<byte> hash = stackalloc byte[Key16.Size];
        Key16.Write(hash, Key16.Of(identity.Value));
        var query = _raw.Bind(1, key.Provider).Bind(2, key.OrderId).Bind(3, hash);
        ReadOnlyMemory<byte>? found = null;
        while (query.Step())
        {
            if (content is not { } asked || OrderJson.ReadEvent(query.Blob(0)).Content.Value.StartsWith(asked.Value, StringComparison.Ordinal))
            {
                found = RawOf(query, 1);
                break;
            }
        }

        query.Reset();
        return found;
    }

    public List<OrderKey> ByReference(string provider, string reference)
    {
        List<OrderKey> keys = [];
        var query = _byReference.Bind(1, provider).Bind(2, reference);
        while (query.Step())
        {
            keys.Add(new(provider, query.Text(0)));
        }

        return keys;
    }

    public OrderPage List(OrderFilter filter, OrderCursor? cursor, int limit)
    {
        using var query = OrderListQuery.Prepare(connection, filter, cursor, limit + 1);
        List<StoredOrder> orders = [];
        var more = false;
        while (query.Step())
        {
            if (orders.Count == limit)
            {
                more = true;
                break;
            }

            orders.Add(Stored(query));
        }

        return new(orders, more ? new OrderCursor(orders[^1].State.FirstEventAt.UtcTicks, orders[^1].State.Key).Write() : null);
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
        _order.Dispose();
        _events.Dispose();
        _raw.Dispose();
        _byReference.Dispose();
    }

    private static StoredOrder Stored(Statement query)
        => OrderImage.Read(query.Blob(2), query.Long(0), query.IsNull(1) ? null : query.Long(1));

    private static ReadOnlyMemory<byte>? RawOf(Statement query, int column)
        => query.IsNull(column) ? (ReadOnlyMemory<byte>?)null : new ReadOnlyMemory<byte>(query.Blob(column).ToArray());
}
