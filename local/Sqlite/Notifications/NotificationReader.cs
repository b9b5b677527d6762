using System.Text;
using Microsoft.Data.Sqlite;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Reads the notification log on a connection of its own.</summary>
internal sealed class NotificationReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _get = new(connection, "SELECT entry FROM entries WHERE id = ?1");
    private readonly Statement _health = new(connection, "SELECT health FROM channels WHERE channel = ?1");

    public NotificationEntry? Get(string id)
    {
        var query = _get.Bind(1, id);
        var entry = query.Step() ? NotificationLogJson.ReadEntry(query.Blob(0)) : null;
        query.Reset();
        return entry;
    }

    public ChannelHealth? Health(string channel)
    {
        var query = _health.Bind(1, channel);
        var health = query.Step() ? NotificationLogJson.ReadHealth(query.Blob(0)) : null;
        query.Reset();
        return health;
    }

    public NotificationPage List(string? provider, string? orderId, PageCursor? cursor, int limit)
    {
        using var query = Prepare(provider, orderId, cursor, limit + 1);
        List<NotificationEntry> entries = [];
        var more = false;
        while (query.Step())
        {
            if (entries.Count == limit)
            {
                more = true;
                break;
            }

            entries.Add(NotificationLogJson.ReadEntry(query.Blob(0)));
        }

        return new(entries, more ? new PageCursor(entries[^1].RequestedAt.UtcTicks, entries[^1].Id).Write() : null);
    }

    public void Dispose()
    {
        _get.Dispose();
        _health.Dispose();
    }

    private Statement Prepare(string? provider, string? orderId, PageCursor? cursor, int limit)
    {
        var sql = new StringBuilder("SELECT entry FROM entries WHERE 1 = 1");
        _ = provider is null ? sql : sql.Append(" AND provider = ?1");
        _ = orderId is null ? sql : sql.Append(" AND order_id = ?2");
        _ = cursor is null ? sql : sql.Append(" AND (requested_at, id) < (?3, ?4)");
        _ = sql.Append(" ORDER BY requested_at DESC, id DESC LIMIT ?5");

        var query = new Statement(connection, sql.ToString());
        _ = provider is null ? query : query.Bind(1, provider);
        _ = orderId is null ? query : query.Bind(2, orderId);
        _ = cursor is { } after ? query.Bind(3, after.At).Bind(4, after.Id) : query;
        return query.Bind(5, limit);
    }
}
