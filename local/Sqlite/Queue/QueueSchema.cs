namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The queue's database: what is known of the messages in its journal, and those that are not in the journal any more. Messages that
/// wait, were put off or are dead have rows of their own in <c>messages</c>. Up to version 2 there was no journal, and messages lay in
/// a table <c>segments</c>, which the first start of this version takes apart.
/// </summary>
internal static class QueueSchema
{
    public const int Waiting = 0;
    public const int Dead = 1;

    /// <summary>Before, messages lay in the database itself.</summary>
    public const long FirstWithJournal = 3;

    /// <summary><c>journal</c>: the first file that has to be there, the message below which all are settled, and the one behind the
    /// last that was known to be on the disk. <c>done</c>: segments that are settled above that; <c>settled</c>: single messages.
    /// <c>deliveries</c>: how often a segment was handed out, where it is not once, by the process that wrote it.
    /// <c>untouched</c>: segments that an orderly end found not handed out at all. <c>recent</c>: ids within the duplicate window
    /// whose journal file is gone.</summary>
    private const string State = """
        CREATE TABLE journal(id INTEGER PRIMARY KEY, first_file INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL);
        CREATE TABLE done(first INTEGER PRIMARY KEY);
        CREATE TABLE deliveries(first INTEGER PRIMARY KEY, deliveries INTEGER NOT NULL);
        CREATE TABLE untouched(first INTEGER PRIMARY KEY, next INTEGER NOT NULL);
        """;

    /// <summary><c>through</c>: the last event of the orders' file, by the number that it drew, when messages were settled last.</summary>
    private const string Projected = "CREATE TABLE projected(id INTEGER PRIMARY KEY CHECK(id = 1), file INTEGER NOT NULL, through INTEGER NOT NULL);";

    /// <summary>Deleted content is overwritten: bodies pass through here, and a person's erasure could not reach them in free pages.</summary>
    public static DatabaseDefinition In(string fileName) => new(fileName, Version: 4, PageSize: 8192, SecureDelete: true, State + Projected + """
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
        Upgrades = ["ALTER TABLE messages ADD COLUMN exception TEXT;", State, Projected],
    };
}
