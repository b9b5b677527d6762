using System.Text;
using Microsoft.Data.Sqlite;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The list's query, made of the conditions that are asked for and no others, so that each finds its index.</summary>
internal static class OrderListQuery
{
    public static Statement Prepare(SqliteConnection connection, OrderFilter filter, OrderCursor? cursor, int limit)
    {
        var sql = new StringBuilder("SELECT version, erased_at, state, provider, order_id FROM orders WHERE 1 = 1");
        _ = filter.Provider is null ? sql : sql.Append(" AND provider = ?1");
        _ = filter.Store is null ? sql : sql.Append(" AND (store_id = ?2 OR store_external_id = ?2)");
        _ = filter.Status is null ? sql : sql.Append(" AND headline = ?3");
        _ = filter.Text is null ? sql : sql.Append(" AND instr(search, ?4) > 0");
        _ = filter.Since is null ? sql : sql.Append(" AND opened_at >= ?5");
        _ = cursor is null ? sql : sql.Append(" AND opened_at <= ?6 AND (opened_at < ?6 OR (provider, order_id) > (?7, ?8))");
        _ = sql.Append(" ORDER BY opened_at DESC, provider, order_id LIMIT ?9");

        var query = new Statement(connection, sql.ToString());
        _ = filter.Provider is { } provider ? query.Bind(1, provider) : query;
        _ = filter.Store is { } store ? query.Bind(2, store) : query;
        _ = filter.Status is { } status ? query.Bind(3, (long)status) : query;
        _ = filter.Text is { } text ? query.Bind(4, SearchText.Fold(text)) : query;
        _ = filter.Since is { } since ? query.Bind(5, since.UtcTicks) : query;
        _ = cursor is { } after ? query.Bind(6, after.OpenedAt).Bind(7, after.Key.Provider).Bind(8, after.Key.OrderId) : query;
        return query.Bind(9, limit);
    }
}
