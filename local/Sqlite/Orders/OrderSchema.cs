using System.Text;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The orders' file. An order's row carries what lists are filtered and sorted by; its truth is <c>state</c>. Its events lie packed in
/// <c>events</c> as they came and are found by <c>history</c>, <c>identity</c> and <c>content</c> as 16 bytes of hash each. <c>silent_hour</c> is the hour of the last event
/// of an order that has not ended: so coarse, its index is seldom rewritten, and still leads to the orders that fell silent.
/// By its id and its references an order is found in <c>lookups</c>, by their hashes; <c>new_lookups</c> has those that are to be written there (ADR 12).
/// Every event up to <c>events_through</c> is in its order's row and history; later ones may not be yet.
/// </summary>
internal static class OrderSchema
{
    private const string OrdersColumns = """
        id, provider, order_id, version, headline, opened_at, last_event_at, ended, silent_hour, store_id, store_external_id, search, erased_at, state
        """;

    private const string OrdersTable = """
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
            state BLOB NOT NULL);
        CREATE INDEX orders_opened ON orders(opened_at DESC, provider, order_id);
        CREATE INDEX orders_headline ON orders(headline, opened_at DESC, provider, order_id);
        CREATE INDEX orders_store ON orders(store_id, opened_at DESC) WHERE store_id IS NOT NULL;
        CREATE INDEX orders_store_external ON orders(store_external_id, opened_at DESC) WHERE store_external_id IS NOT NULL;
        CREATE INDEX orders_silent ON orders(silent_hour) WHERE silent_hour IS NOT NULL;
        """;

    private const string LookupTables = """
        CREATE TABLE lookups(hash INTEGER NOT NULL, order_ref INTEGER NOT NULL, PRIMARY KEY(hash, order_ref)) WITHOUT ROWID;
        CREATE TABLE new_lookups(id INTEGER PRIMARY KEY, entries BLOB NOT NULL);
        """;

    /// <summary>Deleted content is overwritten: what a person's erasure removed must not lie in free pages.</summary>
    public static DatabaseDefinition Definition { get; } = new("orders.db", Version: 4, PageSize: 8192, SecureDelete: true, $$"""
        {{OrdersTable}}
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
        {{LookupTables}}
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

            // What an order is found by is one index of hashes, and its table loses the index that made its key unique. Names
            // are given as bytes: as a text, a function would get one up to its first zero.
            $"""
            {LookupTables}
            INSERT OR IGNORE INTO lookups
                SELECT order_hash(CAST(provider AS BLOB), CAST(order_id AS BLOB)) AS hash, id FROM orders
                UNION ALL SELECT reference_hash(CAST(provider AS BLOB), CAST(value AS BLOB)), order_ref FROM refs
                ORDER BY hash;
            DROP TABLE refs;
            ALTER TABLE orders RENAME TO orders_before;
            DROP INDEX orders_opened;
            DROP INDEX orders_headline;
            DROP INDEX orders_store;
            DROP INDEX orders_store_external;
            DROP INDEX orders_silent;
            {OrdersTable}
            INSERT INTO orders({OrdersColumns}) SELECT {OrdersColumns} FROM orders_before ORDER BY id;
            DROP TABLE orders_before;
            """,
        ],
        Functions = static connection =>
        {
            connection.CreateFunction("order_hash", static (byte[] provider, byte[] orderId) => LookupHash.OfOrder(new(Encoding.UTF8.GetString(provider), Encoding.UTF8.GetString(orderId))), isDeterministic: true);
            connection.CreateFunction("reference_hash", static (byte[] provider, byte[] value) => LookupHash.OfReference(Encoding.UTF8.GetString(provider), Encoding.UTF8.GetString(value)), isDeterministic: true);
        },
    };
}
