using Microsoft.Data.Sqlite;
using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>The writer's prepared statements. Those that every event runs say <c>OR FAIL</c>: a failing statement rolls its whole group
/// back anyway, so SQLite need not copy each page aside to take back the one statement.</summary>
internal sealed class OrderStatements(SqliteConnection connection) : IDisposable
{
    /// <summary>What <see cref="ColumnsOf"/> reads.</summary>
    public const string Columns = "id, version, erased_at, headline, opened_at, last_event_at, ended, store_id, store_external_id, search, silent_hour";

    /// <summary>The row, if it is that of the key.</summary>
    public Statement Find { get; } = new(connection, $"SELECT {Columns} FROM orders WHERE id = ?1 AND provider = ?2 AND order_id = ?3");

    public Statement FindIdentity { get; } = new(connection, "SELECT event FROM history WHERE order_ref = ?1 AND identity = ?2 LIMIT 1");

    public Statement FindContent { get; } = new(connection, "SELECT event FROM history WHERE order_ref = ?1 AND identity = ?2 AND content = ?3");

    public Statement History { get; } = new(connection, "SELECT event FROM history WHERE order_ref = ?1");

    public Statement InsertHistory { get; } = new(connection, "INSERT OR FAIL INTO history(order_ref, identity, content, event) VALUES(?1, ?2, ?3, ?4)");

    public Statement InsertOrder { get; } = new(connection, """
        INSERT OR FAIL INTO orders(provider, order_id, version, headline, opened_at, last_event_at, ended, store_id, store_external_id, search, erased_at, state, silent_hour, id)
        VALUES(?1, ?2, ?14, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """);

    /// <summary>Sets no indexed column: an update rewrites the entries of every index that it names a column of, and the whole row
    /// each time. So each kind of change has one statement that names just its columns.</summary>
    public Statement UpdateState { get; } = new(connection,
        "UPDATE OR FAIL orders SET version = ?2, last_event_at = ?3, ended = ?4, erased_at = ?5, state = ?6 WHERE id = ?1");

    public Statement UpdateHeadline { get; } = new(connection,
        "UPDATE OR FAIL orders SET version = ?2, last_event_at = ?3, ended = ?4, erased_at = ?5, state = ?6, headline = ?7 WHERE id = ?1");

    public Statement UpdateSilence { get; } = new(connection, """
        UPDATE OR FAIL orders SET version = ?2, last_event_at = ?3, ended = ?4, erased_at = ?5, state = ?6, headline = ?7, silent_hour = ?8
        WHERE id = ?1
        """);

    public Statement UpdateIndexed { get; } = new(connection, """
        UPDATE OR FAIL orders SET version = ?2, last_event_at = ?3, ended = ?4, erased_at = ?5, state = ?6, headline = ?7, silent_hour = ?8,
            opened_at = ?9, store_id = ?10, store_external_id = ?11, search = ?12
        WHERE id = ?1
        """);

    public Statement InsertEvent { get; } = new(connection, """
        INSERT OR FAIL INTO events(order_ref, identity, content, further, occurred_at, event, arrival, raw) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """);

    public Statement TouchEvent { get; } = new(connection, "UPDATE events SET arrival = ?2 WHERE id = ?1");

    public Statement ReplaceEvent { get; } = new(connection, "UPDATE events SET event = ?2, occurred_at = ?3 WHERE id = ?1");

    public Statement ReadState { get; } = new(connection, "SELECT state FROM orders WHERE id = ?1");

    public Statement ReadEvent { get; } = new(connection, "SELECT event FROM events WHERE id = ?1");

    public Statement EraseEvent { get; } = new(connection, "UPDATE events SET event = ?2, raw = NULL WHERE id = ?1");

    public Statement RemoveBody { get; } = new(connection, "UPDATE events SET raw = NULL WHERE id = ?1");

    public Statement WriteProgress { get; } = new(connection, "UPDATE progress SET events_through = ?1");

    public Statement Probe { get; } = new(connection, "INSERT INTO probe(id, at) VALUES(1, ?1) ON CONFLICT(id) DO UPDATE SET at = ?1");

    /// <summary>Of the row that a query for <see cref="Columns"/> stands on.</summary>
    public static OrderColumns ColumnsOf(Statement query) => new(
        query.Long(0), query.Long(1), query.IsNull(2) ? null : query.Long(2), (Headline)query.Long(3), query.Long(4), query.Long(5),
        query.Long(6) != 0, query.TextOrNull(7), query.TextOrNull(8), query.Text(9), query.IsNull(10) ? null : query.Long(10));

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[Find, FindIdentity, FindContent, History, InsertHistory, InsertOrder, UpdateState, UpdateIndexed,
            UpdateHeadline, UpdateSilence, InsertEvent, TouchEvent, ReplaceEvent, ReadState, ReadEvent, EraseEvent, RemoveBody, WriteProgress, Probe])
        {
            statement.Dispose();
        }
    }
}
