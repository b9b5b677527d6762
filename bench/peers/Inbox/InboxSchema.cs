using Npgsql;

namespace OrderRelay.Peers.Inbox;

/// <summary>The inbox is queue, archive of the bodies and memory of duplicates in one: nothing is ever updated in it.</summary>
internal static class InboxSchema
{
    /// <summary>
    /// <c>tx</c> and <c>seq</c> order the rows. A reader that stays below the oldest transaction under way misses none,
    /// whatever order transactions commit in.
    /// </summary>
    private const string Create = """
        CREATE TABLE IF NOT EXISTS inbox (
            identity uuid PRIMARY KEY,
            tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
            seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY (CACHE 1000),
            order_id text NOT NULL, track smallint NOT NULL, status text NOT NULL, rank smallint NOT NULL, at timestamptz NOT NULL,
            body bytea NOT NULL
        );
        CREATE INDEX IF NOT EXISTS inbox_in_order ON inbox (tx, seq);
        CREATE TABLE IF NOT EXISTS consumer (tx xid8 NOT NULL, seq bigint NOT NULL);
        INSERT INTO consumer SELECT '0', 0 WHERE NOT EXISTS (SELECT FROM consumer);
        """;

    public static async Task CreateAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(Create + OrdersTable.Create);
        await command.ExecuteNonQueryAsync();
    }
}
