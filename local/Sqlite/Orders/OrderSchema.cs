namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The orders' file. An order's row carries what lists are filtered and sorted by; its truth is <c>state</c>. Its events lie packed in
/// <c>events</c> as they came and are found by <c>history</c>, <c>identity</c> and <c>content</c> as 16 bytes of hash each. <c>silent_hour</c> is the hour of the last event
/// of an order that has not ended: so coarse, its index is seldom rewritten, and still leads to the orders that fell silent.
/// Every event up to <c>events_through</c> is in its order's row and history; later ones may not be yet.
/// </summary>
internal static class OrderSchema
{
    /// <summary>Deleted content is overwritten: what a person's erasure removed must not lie in free pages.</summary>
    public static DatabaseDefinition Definition { get; } = new("orders.db", Version: 3, PageSize: 8192, SecureDelete: true, """
        CREATE TABLE orders(
            id INTEGER PRIMARY KEY,
            provider TEXT NOT NULL,
            order_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            headline INTEGER NOT NULL,
            opened_at INTEGER NOT NULL,
            last_event_at INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            silent_hour INTEGER,
            store_id TEXT,
            store_external_id TEXT,
            search TEXT NOT NULL,
            erased_at INTEGER,
            state BLOB NOT NULL,
            UNIQUE(provider, order_id));
        CREATE INDEX orders_opened ON orders(opened_at DESC, provider, order_id);
        CREATE INDEX orders_headline ON orders(headline, opened_at DESC, provider, order_id);
        CREATE INDEX orders_store ON orders(store_id, opened_at DESC) WHERE store_id IS NOT NULL;
        CREATE INDEX orders_store_external ON orders(store_external_id, opened_at DESC) WHERE store_external_id IS NOT NULL;
        CREATE INDEX orders_silent ON orders(silent_hour) WHERE silent_hour IS NOT NULL;
        CREATE TABLE events(
            id INTEGER PRIMARY KEY,
            order_ref INTEGER NOT NULL,
            identity BLOB NOT NULL,
            content BLOB NOT NULL,
            further INTEGER NOT NULL,
            occurred_at INTEGER NOT NULL,
            event BLOB NOT NULL,
            arrival BLOB NOT NULL,
            raw BLOB);
        CREATE TABLE history(
            order_ref INTEGER NOT NULL,
            identity BLOB NOT NULL,
            content BLOB NOT NULL,
            event INTEGER NOT NULL,
            PRIMARY KEY(order_ref, identity, content)) WITHOUT ROWID;
        CREATE TABLE refs(
            provider TEXT NOT NULL,
            value TEXT NOT NULL,
            order_ref INTEGER NOT NULL,
            kind TEXT NOT NULL,
            PRIMARY KEY(provider, value, order_ref, kind)) WITHOUT ROWID;
        CREATE TABLE probe(id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
        CREATE TABLE progress(id INTEGER PRIMARY KEY CHECK(id = 1), events_through INTEGER NOT NULL);
        INSERT INTO progress VALUES(1, 0);
        """)
    {
        Upgrades =
        [
            """
            CREATE TABLE history(
                order_ref INTEGER NOT NULL,
                identity BLOB NOT NULL,
                content BLOB NOT NULL,
                event INTEGER NOT NULL,
                PRIMARY KEY(order_ref, identity, content)) WITHOUT ROWID;
            INSERT INTO history SELECT order_ref, identity, content, id FROM events ORDER BY order_ref, identity, content;
            DROP INDEX events_identity;
            CREATE TABLE progress(id INTEGER PRIMARY KEY CHECK(id = 1), events_through INTEGER NOT NULL);
            INSERT INTO progress SELECT 1, coalesce(max(id), 0) FROM events;
            """,

            // Events are stored packed from here on, which a version before could not read. Those in JSON stay as they are.
            "",
        ],
    };
}
