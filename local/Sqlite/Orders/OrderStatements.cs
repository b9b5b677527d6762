using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>The writer's prepared statements. Those that every event runs say <c>OR FAIL</c>: a failing statement rolls its whole group
/// back anyway, so SQLite need not copy each page aside to take back the one statement.</summary>
internal sealed class OrderStatements(SqliteConnection connection) : IDisposable
{
    public Statement Find { get; } = new(connection, """
        SELECT id, version, erased_at, headline, opened_at, store_id, store_external_id, search, silent_hour
        FROM orders WHERE provider = ?1 AND order_id = ?2
        """);

    public Statement HasIdentity { get; } = new(connection, "SELECT 1 FROM events WHERE order_ref = ?1 AND identity = ?2 LIMIT 1");

    public Statement HasContent { get; } = new(connection,
        "SELECT 1 FROM events WHERE order_ref = ?1 AND identity = ?2 AND content = ?3");

    /// <summary>Leads to its row by <see cref="Statement.LastInserted"/>: for <c>RETURNING</c>, SQLite makes a table on the side each time.</summary>
    public Statement InsertOrder { get; } = new(connection, """
        INSERT OR FAIL INTO orders(provider, order_id, version, headline, opened_at, last_event_at, ended, store_id, store_external_id, search, erased_at, state, silent_hour)
        VALUES(?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
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

    public Statement TouchEvent { get; } = new(connection,
        "UPDATE events SET arrival = ?4 WHERE order_ref = ?1 AND identity = ?2 AND content = ?3");

    public Statement ReplaceEvent { get; } = new(connection,
        "UPDATE events SET event = ?4, occurred_at = ?5 WHERE order_ref = ?1 AND identity = ?2 AND content = ?3");

    public Statement ReadState { get; } = new(connection, "SELECT state FROM orders WHERE id = ?1");

    public Statement ReadEvents { get; } = new(connection, "SELECT id, event FROM events WHERE order_ref = ?1");

    public Statement EraseEvent { get; } = new(connection, "UPDATE events SET event = ?2, raw = NULL WHERE id = ?1");

    public Statement RemoveBody { get; } = new(connection, "UPDATE events SET raw = NULL WHERE id = ?1");

    public Statement InsertReference { get; } = new(connection,
        "INSERT OR IGNORE INTO refs(provider, value, order_ref, kind) VALUES(?1, ?2, ?3, ?4)");

    public Statement DeleteReference { get; } = new(connection,
        "DELETE FROM refs WHERE provider = ?1 AND value = ?2 AND order_ref = ?3");

    public Statement Probe { get; } = new(connection, "INSERT INTO probe(id, at) VALUES(1, ?1) ON CONFLICT(id) DO UPDATE SET at = ?1");

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[Find, HasIdentity, HasContent, InsertOrder, UpdateState, UpdateIndexed,
            UpdateHeadline, UpdateSilence, InsertEvent, TouchEvent, ReplaceEvent, ReadState, ReadEvents, EraseEvent, RemoveBody, InsertReference, DeleteReference, Probe])
        {
            statement.Dispose();
        }
    }
}
