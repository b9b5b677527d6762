namespace OrderRelay.Local.Sqlite;

/// <summary>The notification log's file: an entry as JSON beside what it is found by, and how each channel fares.</summary>
internal static class NotificationSchema
{
    public static DatabaseDefinition Definition { get; } = new("notifications.db", Version: 1, PageSize: 4096, SecureDelete: false, """
        CREATE TABLE entries(
            id TEXT PRIMARY KEY,
            provider TEXT NOT NULL,
            order_id TEXT NOT NULL,
            requested_at INTEGER NOT NULL,
            entry BLOB NOT NULL);
        CREATE INDEX entries_requested ON entries(requested_at DESC, id DESC);
        CREATE INDEX entries_order ON entries(provider, order_id, requested_at DESC, id DESC);
        CREATE TABLE channels(channel TEXT PRIMARY KEY, health BLOB NOT NULL);
        """);
}
