namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The queue's file. <c>segments</c> has one row per commit group: the message at offset i has the sequence number
/// first+i. Whatever needs a row of its own, because it waits, was put off or is dead, is in <c>messages</c>.
/// </summary>
internal static class QueueSchema
{
    public const int Waiting = 0;
    public const int Dead = 1;

    /// <summary>8 KiB pages: every commit writes three or four beside its segment, whose deletion walks its pages one by one. Deleted content is
    /// overwritten: bodies pass through here, and a person's erasure could not reach them in free pages.</summary>
    public static DatabaseDefinition In(string fileName) => new(fileName, Version: 2, PageSize: 8192, SecureDelete: true, """
        CREATE TABLE segments(
            first INTEGER PRIMARY KEY,
            count INTEGER NOT NULL,
            enqueued_at INTEGER NOT NULL,
            deliveries INTEGER NOT NULL,
            payload BLOB NOT NULL);
        CREATE TABLE settled(seq INTEGER PRIMARY KEY);
        CREATE TABLE messages(
            seq INTEGER PRIMARY KEY,
            state INTEGER NOT NULL,
            due INTEGER NOT NULL,
            deliveries INTEGER NOT NULL,
            enqueued_at INTEGER NOT NULL,
            dead_at INTEGER,
            reason INTEGER,
            text TEXT,
            envelope BLOB NOT NULL,
            exception TEXT);
        CREATE INDEX messages_dead ON messages(seq) WHERE state = 1;
        CREATE TABLE recent(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL, ids BLOB NOT NULL);
        CREATE TABLE probe(id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
        """)
    {
        Upgrades = ["ALTER TABLE messages ADD COLUMN exception TEXT;"],
    };
}
