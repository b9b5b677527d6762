using Microsoft.Data.Sqlite;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The notification log's writer, on the committer's thread alone.</summary>
internal sealed class NotificationSession(SqliteConnection connection) : IWriteSession
{
    private const string Insert = "INSERT INTO entries(id, provider, order_id, requested_at, entry) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(id) DO ";

    private readonly Statement _add = new(connection, Insert + "NOTHING");
    private readonly Statement _put = new(connection, Insert + "UPDATE SET requested_at = ?4, entry = ?5");
    private readonly Statement _get = new(connection, "SELECT entry FROM entries WHERE id = ?1");
    private readonly Statement _health = new(connection,
        "INSERT INTO channels(channel, health) VALUES(?1, ?2) ON CONFLICT(channel) DO UPDATE SET health = ?2");

    private readonly Statement _expire = new(connection,
        "DELETE FROM entries WHERE id IN (SELECT id FROM entries WHERE requested_at < ?1 ORDER BY requested_at LIMIT ?2)");

    public void GroupBegins()
    {
    }

    public void GroupEnds()
    {
    }

    public void GroupCommitted()
    {
    }

    /// <summary>Entries hold ids and words, nothing about a person: there is nothing to hurry out of the log.</summary>
    public bool TakeTruncate() => false;

    public void Add(NotificationEntry entry, byte[] json) => Run(_add, entry, json);

    public void Put(NotificationEntry entry)
    {
        var query = _get.Bind(1, entry.Id);
        var kept = query.Step() ? NotificationLogJson.ReadEntry(query.Blob(0)) : null;
        query.Reset();
        var written = entry.Over(kept);
        Run(_put, written, NotificationLogJson.Write(written));
    }

    public void PutHealth(string channel, byte[] json) => _ = _health.Bind(1, channel).Bind(2, json).Run();

    public int Expire(DateTimeOffset before, int limit) => (int)_expire.Bind(1, before.UtcTicks).Bind(2, limit).Run();

    public void Dispose()
    {
        _expire.Dispose();
        _get.Dispose();
        _add.Dispose();
        _put.Dispose();
        _health.Dispose();
    }

    private static void Run(Statement statement, NotificationEntry entry, byte[] json)
        => _ = statement.Bind(1, entry.Id).Bind(2, entry.Order.Provider).Bind(3, entry.Order.OrderId)
            .Bind(4, entry.RequestedAt.UtcTicks).Bind(5, json).Run();
}
