using Microsoft.Data.Sqlite;
using OrderRelay.Core.Orders;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>Makes an orders' file one of an earlier version, as that one would have left it.</summary>
internal static class EarlierOrders
{
    /// <summary>An index of its own for the orders' keys, and a table of references.</summary>
    public static void ToVersion3(TemporaryFolder folder)
    {
        using var connection = Open(folder);
        Database.Execute(connection, """
            BEGIN;
            ALTER TABLE orders RENAME TO orders_later;
            DROP INDEX orders_opened; DROP INDEX orders_headline; DROP INDEX orders_store; DROP INDEX orders_store_external; DROP INDEX orders_silent;
            CREATE TABLE orders(
                id INTEGER PRIMARY KEY, provider TEXT NOT NULL, order_id TEXT NOT NULL, version INTEGER NOT NULL, headline INTEGER NOT NULL,
                opened_at INTEGER NOT NULL, last_event_at INTEGER NOT NULL, ended INTEGER NOT NULL, silent_hour INTEGER, store_id TEXT,
                store_external_id TEXT, search TEXT NOT NULL, erased_at INTEGER, state BLOB NOT NULL, UNIQUE(provider, order_id));
            CREATE INDEX orders_opened ON orders(opened_at DESC, provider, order_id);
            CREATE INDEX orders_headline ON orders(headline, opened_at DESC, provider, order_id);
            CREATE INDEX orders_store ON orders(store_id, opened_at DESC) WHERE store_id IS NOT NULL;
            CREATE INDEX orders_store_external ON orders(store_external_id, opened_at DESC) WHERE store_external_id IS NOT NULL;
            CREATE INDEX orders_silent ON orders(silent_hour) WHERE silent_hour IS NOT NULL;
            INSERT INTO orders SELECT * FROM orders_later;
            DROP TABLE orders_later;
            DROP TABLE lookups;
            DROP TABLE new_lookups;
            CREATE TABLE refs(
                provider TEXT NOT NULL, value TEXT NOT NULL, order_ref INTEGER NOT NULL, kind TEXT NOT NULL,
                PRIMARY KEY(provider, value, order_ref, kind)) WITHOUT ROWID;
            """);
        AddReferences(connection);
        Database.Execute(connection, "PRAGMA user_version=3; COMMIT;");
    }

    /// <summary>Events in JSON.</summary>
    public static void ToVersion2(TemporaryFolder folder)
    {
        ToVersion3(folder);
        using var connection = Open(folder);
        connection.CreateFunction("json_of", static (byte[] packed) => OrderJson.Write(PackedEvent.Read(packed)));
        Database.Execute(connection, "UPDATE events SET event = json_of(event); PRAGMA user_version=2;");
    }

    /// <summary>Events that find each other by an index of their own table.</summary>
    public static void ToVersion1(TemporaryFolder folder)
    {
        ToVersion2(folder);
        Run(folder, "DROP TABLE history; DROP TABLE progress; CREATE UNIQUE INDEX events_identity ON events(order_ref, identity, content); PRAGMA user_version=1;");
    }

    public static void Run(TemporaryFolder folder, string sql)
    {
        using var connection = Open(folder);
        Database.Execute(connection, sql);
    }

    public static long Scalar(TemporaryFolder folder, string sql)
    {
        using var connection = Open(folder);
        return Database.Scalar(connection, sql);
    }

    private static void AddReferences(SqliteConnection connection)
    {
        using var orders = new Statement(connection, "SELECT id, provider, state FROM orders");
        using var insert = new Statement(connection, "INSERT INTO refs(order_ref, provider, kind, value) VALUES(?1, ?2, ?3, ?4)");
        while (orders.Step())
        {
            foreach (var (kind, value) in OrderJson.ReadState(orders.Blob(2)).Facts.References?.Lookups() ?? [])
            {
                _ = insert.Bind(1, orders.Long(0)).Bind(2, orders.Text(1)).Bind(3, kind).Bind(4, value).Run();
            }
        }
    }

    private static SqliteConnection Open(TemporaryFolder folder)
    {
        var connection = new SqliteConnection($"Data Source={folder.PathOf("orders.db")};Pooling=false");
        connection.Open();
        return connection;
    }
}
