namespace OrderRelay.Local.Sqlite;

/// <summary>The desk's file: a letter without its body as JSON, and the body beside it.</summary>
internal static class DeskSchema
{
    public static DatabaseDefinition Definition { get; } = new("desk.db", Version: 1, PageSize: 4096, SecureDelete: true, """
        CREATE TABLE letters(
            id TEXT PRIMARY KEY,
            status INTEGER NOT NULL,
            reason INTEGER NOT NULL,
            provider TEXT NOT NULL,
            order_id TEXT,
            dead_at INTEGER NOT NULL,
            letter BLOB NOT NULL,
            body BLOB);
        CREATE INDEX letters_dead ON letters(dead_at DESC, id DESC);
        CREATE INDEX letters_status ON letters(status, dead_at DESC, id DESC);
        CREATE INDEX letters_order ON letters(provider, order_id);
        """);
}
