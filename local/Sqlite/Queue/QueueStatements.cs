using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>The writer's prepared statements.</summary>
internal sealed class QueueStatements(SqliteConnection connection) : IDisposable
{
    public Statement InsertSegment { get; } = new(connection,
        "INSERT INTO segments(first, count, enqueued_at, deliveries, payload) VALUES(?1, ?2, ?3, ?4, ?5)");

    public Statement DeleteSegment { get; } = new(connection, "DELETE FROM segments WHERE first = ?1");

    public Statement ReadPayload { get; } = new(connection, "SELECT payload FROM segments WHERE first = ?1");

    public Statement CountSegment { get; } = new(connection, "UPDATE segments SET deliveries = ?2 WHERE first = ?1");

    public Statement Uncount { get; } = new(connection, "UPDATE segments SET deliveries = 0 WHERE first >= ?1");

    public Statement InsertSettled { get; } = new(connection, "INSERT OR IGNORE INTO settled(seq) VALUES(?1)");

    public Statement DeleteSettled { get; } = new(connection, "DELETE FROM settled WHERE seq BETWEEN ?1 AND ?2");

    public Statement InsertMessage { get; } = new(connection,
        "INSERT INTO messages(seq, state, due, deliveries, enqueued_at, dead_at, reason, text, envelope, exception) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");

    public Statement DeleteMessage { get; } = new(connection, "DELETE FROM messages WHERE seq = ?1");

    public Statement DeleteDead { get; } = new(connection, "DELETE FROM messages WHERE seq = ?1 AND state = 1");

    public Statement PutOff { get; } = new(connection, "UPDATE messages SET due = ?2 WHERE seq = ?1");

    public Statement Bury { get; } = new(connection,
        "UPDATE messages SET state = 1, dead_at = ?2, reason = ?3, text = ?4, exception = ?5 WHERE seq = ?1");

    public Statement CountMessage { get; } = new(connection, "UPDATE messages SET deliveries = ?2 WHERE seq = ?1");

    public Statement InsertRecent { get; } = new(connection, "INSERT INTO recent(first, count, at, ids) VALUES(?1, ?2, ?3, ?4)");

    /// <summary>The newest row stays, whatever its age: it carries the sequence on after a restart.</summary>
    public Statement TrimRecent { get; } = new(connection,
        "DELETE FROM recent WHERE first <= ?1 AND first < (SELECT max(first) FROM recent)");

    public Statement Probe { get; } = new(connection, "INSERT INTO probe(id, at) VALUES(1, ?1) ON CONFLICT(id) DO UPDATE SET at = ?1");

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[InsertSegment, DeleteSegment, ReadPayload, CountSegment, Uncount, InsertSettled,
            DeleteSettled, InsertMessage, DeleteMessage, DeleteDead, PutOff, Bury, CountMessage, InsertRecent, TrimRecent, Probe])
        {
            statement.Dispose();
        }
    }
}
