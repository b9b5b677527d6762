namespace OrderRelay.Peers;

/// <summary>The projection of the PostgreSQL peers: one row per order, two tracks, each moved only by what outranks it.</summary>
public static class OrdersTable
{
    private static readonly string[] Columns = ["status", "rank", "at", "event"];

    /// <summary>Half-full pages, so that an update stays in its page and touches no index.</summary>
    public const string Create = """
        CREATE TABLE IF NOT EXISTS orders (
            order_id text PRIMARY KEY,
            delivery_status text, delivery_rank smallint, delivery_at timestamptz, delivery_event uuid,
            preparation_status text, preparation_rank smallint, preparation_at timestamptz, preparation_event uuid
        ) WITH (fillfactor = 50);
        """;

    /// <summary>
    /// Follows <c>INSERT INTO orders AS o SELECT …</c> of the columns in the table's order: one row per order, sorted by
    /// order, so that two writers lock in the same order.
    /// </summary>
    public static string OnConflict { get; } =
        $"ON CONFLICT (order_id) DO UPDATE SET {string.Join(", ", Assignments("delivery").Concat(Assignments("preparation")))}";

    private static IEnumerable<string> Assignments(string track)
    {
        var newer = $"(excluded.{track}_at, excluded.{track}_rank, excluded.{track}_event) > (o.{track}_at, o.{track}_rank, o.{track}_event)";
        var condition = $"excluded.{track}_at IS NOT NULL AND (o.{track}_at IS NULL OR {newer})";
        return Columns.Select(column => $"{track}_{column} = CASE WHEN {condition} THEN excluded.{track}_{column} ELSE o.{track}_{column} END");
    }
}
