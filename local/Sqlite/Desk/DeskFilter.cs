using System.Text;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>A filter as the conditions of a query, its values bound from ?1 on.</summary>
internal static class DeskFilter
{
    /// <summary>The first number that a query may use for values of its own.</summary>
    public const int Next = 8;

    public static StringBuilder AppendTo(StringBuilder sql, DeadLetterFilter filter)
    {
        _ = sql.Append(" WHERE 1 = 1");
        _ = filter.Reason is null ? sql : sql.Append(" AND reason = ?1");
        _ = filter.Provider is null ? sql : sql.Append(" AND provider = ?2");
        _ = filter.Status is null ? sql : sql.Append(" AND status = ?3");
        _ = filter.Since is null ? sql : sql.Append(" AND dead_at >= ?4");
        _ = filter.Fingerprint is null ? sql : sql.Append(" AND fingerprint = ?5");
        _ = filter.OrderId is null ? sql : sql.Append(" AND order_id = ?6");
        return filter.ReplayJob is null ? sql : sql.Append(" AND replay_job = ?7");
    }

    public static Statement Bind(Statement query, DeadLetterFilter filter)
    {
        _ = filter.Reason is { } reason ? query.Bind(1, (long)reason) : query;
        _ = filter.Provider is { } provider ? query.Bind(2, provider) : query;
        _ = filter.Status is { } status ? query.Bind(3, (long)status) : query;
        _ = filter.Since is { } since ? query.Bind(4, since.UtcTicks) : query;
        _ = filter.Fingerprint is { } fingerprint ? query.Bind(5, fingerprint) : query;
        _ = filter.OrderId is { } orderId ? query.Bind(6, orderId) : query;
        return filter.ReplayJob is { } job ? query.Bind(7, job) : query;
    }
}
