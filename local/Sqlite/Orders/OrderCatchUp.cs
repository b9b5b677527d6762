using System.Text.Json;
using Microsoft.Data.Sqlite;
using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// What a start does for the orders that the last process left unwritten: folds them again from their events, which were committed and
/// synced. It only reads; their rows are written as those of any order that moved.
/// </summary>
internal static class OrderCatchUp
{
    /// <returns>The last order and the last event that the file has.</returns>
    /// <exception cref="DatabaseUnusableException">An event cannot be read; the connection is closed.</exception>
    public static (long LastOrder, long LastEvent) Run(SqliteConnection connection, OrderMemory memory, UnwrittenOrders unwritten)
    {
        try
        {
            using var rows = new RowStatements(connection);
            foreach (var (order, pending) in Behind(connection, rows))
            {
                Fold(rows, order, pending, memory, unwritten);
            }
        }
        catch (JsonException failure)
        {
            var path = connection.DataSource;
            connection.Dispose();
            throw DatabaseUnusableException.Damaged(path, "an event in it cannot be read", failure);
        }

        return (
            Database.Scalar(connection, "SELECT max((SELECT coalesce(max(id), 0) FROM orders), (SELECT coalesce(max(order_ref), 0) FROM events));"),
            Database.Scalar(connection, "SELECT coalesce(max(id), 0) FROM events;"));
    }

    /// <summary>Orders with events that are not in their history, in the order of the first of these.</summary>
    private static List<(long Order, PendingEvent Pending)> Behind(SqliteConnection connection, RowStatements rows)
    {
        List<long> orders = [];
        Dictionary<long, PendingEvent> pending = [];
        using var query = new Statement(connection, """
            SELECT order_ref, id, identity, content FROM events WHERE id > (SELECT events_through FROM progress) ORDER BY id
            """);
        while (query.Step())
        {
            var (order, identity, content) = (query.Long(0), Key16.Read(query.Blob(2)), Key16.Read(query.Blob(3)));
            if (rows.IsInHistory(order, query.Blob(2), query.Blob(3)))
            {
                continue;
            }

            if (!pending.TryGetValue(order, out var earlier))
            {
                orders.Add(order);
            }

            pending[order] = new(query.Long(1), identity, content, earlier);
        }

        return orders.ConvertAll(order => (order, pending[order]));
    }

    private static void Fold(RowStatements rows, long order, PendingEvent pending, OrderMemory memory, UnwrittenOrders unwritten)
    {
        var row = rows.Row(order);
        var state = OrderProjection.Fold(rows.Events(order, pending)).State;
        var now = row?.Next(row.ErasedAt, state) ?? OrderColumns.Of(order, 1, null, state);
        var behind = new KnownOrder(now, row, PackedState.Write(state), PendingEvent.All(pending).Last().Id, pending);
        unwritten.Put(state.Key, behind);
        memory.Committed(state.Key, behind, row?.Headline);
    }

    private sealed class RowStatements(SqliteConnection connection) : IDisposable
    {
        private readonly Statement _row = new(connection, $"SELECT {OrderStatements.Columns} FROM orders WHERE id = ?1");
        private readonly Statement _history = new(connection, "SELECT e.event FROM history h JOIN events e ON e.id = h.event WHERE h.order_ref = ?1");
        private readonly Statement _inHistory = new(connection, "SELECT 1 FROM history WHERE order_ref = ?1 AND identity = ?2 AND content = ?3");
        private readonly Statement _event = new(connection, "SELECT event FROM events WHERE id = ?1");

        public bool IsInHistory(long order, ReadOnlySpan<byte> identity, ReadOnlySpan<byte> content)
        {
            var found = _inHistory.Bind(1, order).Bind(2, identity).Bind(3, content).Step();
            _inHistory.Reset();
            return found;
        }

        public OrderColumns? Row(long order)
        {
            if (!_row.Bind(1, order).Step())
            {
                return null;
            }

            var row = OrderStatements.ColumnsOf(_row);
            _row.Reset();
            return row;
        }

        public List<OrderEvent> Events(long order, PendingEvent pending)
        {
            List<OrderEvent> events = [];
            _ = _history.Bind(1, order);
            while (_history.Step())
            {
                events.Add(PackedEvent.Read(_history.Blob(0)));
            }

            foreach (var @event in PendingEvent.All(pending))
            {
                _ = _event.Bind(1, @event.Id).Step();
                events.Add(PackedEvent.Read(_event.Blob(0)));
                _event.Reset();
            }

            return events;
        }

        public void Dispose()
        {
            foreach (var statement in (ReadOnlySpan<Statement>)[_row, _history, _inHistory, _event])
            {
                statement.Dispose();
            }
        }
    }
}
