using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>The writer's prepared statements.</summary>
internal sealed class QueueStatements(SqliteConnection connection) : IDisposable
{
    public Statement Progress { get; } = new(connection, "UPDATE journal SET low = ?1, high = ?2");

    public Statement Projected { get; } = new(connection,
        "INSERT INTO projected(id, file, through) VALUES(1, ?1, ?2) ON CONFLICT(id) DO UPDATE SET file = ?1, through = ?2");

    public Statement FirstFile { get; } = new(connection, "UPDATE journal SET first_file = ?1");

    public Statement InsertDone { get; } = new(connection, "INSERT OR IGNORE INTO done(first) VALUES(?1)");

    public Statement ForgetDone { get; } = new(connection, "DELETE FROM done WHERE first < ?1");

    public Statement InsertSettled { get; } = new(connection, "INSERT OR IGNORE INTO settled(seq) VALUES(?1)");

    public Statement ForgetSettled { get; } = new(connection, "DELETE FROM settled WHERE seq < ?1");

    public Statement CountSegment { get; } = new(connection, "INSERT OR REPLACE INTO deliveries(first, deliveries) VALUES(?1, ?2)");

    public Statement ForgetDeliveries { get; } = new(connection, "DELETE FROM deliveries WHERE first < ?1");

    public Statement InsertUntouched { get; } = new(connection, "INSERT OR REPLACE INTO untouched(first, next) VALUES(?1, ?2)");

    public Statement ForgetUntouched { get; } = new(connection, "DELETE FROM untouched WHERE next <= ?1");

    public Statement InsertMessage { get; } = new(connection,
        "INSERT INTO messages(seq, state, due, deliveries, enqueued_at, dead_at, reason, text, envelope, exception) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");

    public Statement DeleteMessage { get; } = new(connection, "DELETE FROM messages WHERE seq = ?1");

    public Statement DeleteDead { get; } = new(connection, "DELETE FROM messages WHERE seq = ?1 AND state = 1");

    public Statement PutOff { get; } = new(connection, "UPDATE messages SET due = ?2 WHERE seq = ?1");

    public Statement Bury { get; } = new(connection,
        "UPDATE messages SET state = 1, dead_at = ?2, reason = ?3, text = ?4, exception = ?5 WHERE seq = ?1");

    public Statement CountMessage { get; } = new(connection, "UPDATE messages SET deliveries = ?2 WHERE seq = ?1");

    public Statement InsertRecent { get; } = new(connection, "INSERT OR REPLACE INTO recent(first, count, at, ids) VALUES(?1, ?2, ?3, ?4)");

    public Statement TrimRecent { get; } = new(connection, "DELETE FROM recent WHERE first + count - 1 <= ?1");

    public Statement Probe { get; } = new(connection, "INSERT INTO probe(id, at) VALUES(1, ?1) ON CONFLICT(id) DO UPDATE SET at = ?1");

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[Progress, Projected, FirstFile, InsertDone, ForgetDone, InsertSettled, ForgetSettled,
            CountSegment, ForgetDeliveries, InsertUntouched, ForgetUntouched, InsertMessage, DeleteMessage, DeleteDead, PutOff, Bury,
            CountMessage, InsertRecent, TrimRecent, Probe])
        {
            statement.Dispose();
        }
    }
}
