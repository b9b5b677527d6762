namespace OrderRelay.Local.Sqlite;

/// <summary>The desk's file: a letter without its bodies as JSON, and the bodies beside it.</summary>
internal static class DeskSchema
{
    public static DatabaseDefinition Definition { get; } = new("desk.db", Version: 2, PageSize: 4096, SecureDelete: true, """
        CREATE TABLE letters(
            id TEXT PRIMARY KEY,
            status INTEGER NOT NULL,
            reason INTEGER NOT NULL,
            provider TEXT NOT NULL,
            order_id TEXT,
            dead_at INTEGER NOT NULL,
            letter BLOB NOT NULL,
            body BLOB,
            fingerprint TEXT NOT NULL DEFAULT '',
            replay_job TEXT,
            original BLOB,
            body_bytes INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX letters_dead ON letters(dead_at DESC, id DESC);
        CREATE INDEX letters_status ON letters(status, dead_at DESC, id DESC);
        CREATE INDEX letters_order ON letters(provider, order_id);
        CREATE INDEX letters_alike ON letters(reason, fingerprint, dead_at DESC, id DESC);
        CREATE INDEX letters_job ON letters(replay_job, status) WHERE replay_job IS NOT NULL;
        """)
    {
        Upgrades =
        [
            """
            ALTER TABLE letters ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
            ALTER TABLE letters ADD COLUMN replay_job TEXT;
            ALTER TABLE letters ADD COLUMN original BLOB;
            ALTER TABLE letters ADD COLUMN body_bytes INTEGER NOT NULL DEFAULT 0;
            UPDATE letters SET body_bytes = coalesce(length(body), 0);
            CREATE INDEX letters_alike ON letters(reason, fingerprint, dead_at DESC, id DESC);
            CREATE INDEX letters_job ON letters(replay_job, status) WHERE replay_job IS NOT NULL;
            """,
        ],
    };
}
