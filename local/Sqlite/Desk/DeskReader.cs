using System.Text;
using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Reads letters on a connection of its own.</summary>
internal sealed class DeskReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _get = new(connection, "SELECT letter, body FROM letters WHERE id = ?1");
    private readonly Statement _count = new(connection, "SELECT status, count(*) FROM letters GROUP BY status");

    public DeadLetter? Get(string id)
    {
        var query = _get.Bind(1, id);
        DeadLetter? letter = null;
        if (query.Step())
        {
            letter = DeadLetterJson.Read(query.Blob(0)) with
            {
                Body = query.IsNull(1) ? (ReadOnlyMemory<byte>?)null : new ReadOnlyMemory<byte>(query.Blob(1).ToArray()),
            };
        }

        query.Reset();
        return letter;
    }

    public Dictionary<DeadLetterStatus, long> Count()
    {
        Dictionary<DeadLetterStatus, long> counts = [];
        while (_count.Step())
        {
            counts.Add((DeadLetterStatus)_count.Long(0), _count.Long(1));
        }

        return counts;
    }

    public DeadLetterPage List(DeadLetterFilter filter, DeadLetterCursor? cursor, int limit)
    {
        using var query = Prepare(filter, cursor, limit + 1);
        List<DeadLetter> letters = [];
        var more = false;
        while (query.Step())
        {
            if (letters.Count == limit)
            {
                more = true;
                break;
            }

            letters.Add(DeadLetterJson.Read(query.Blob(0)));
        }

        return new(letters, more ? new DeadLetterCursor(letters[^1].DeadAt.UtcTicks, letters[^1].Id).Write() : null);
    }

    public void Dispose()
    {
        _get.Dispose();
        _count.Dispose();
    }

    private Statement Prepare(DeadLetterFilter filter, DeadLetterCursor? cursor, int limit)
    {
        var sql = new StringBuilder("SELECT letter FROM letters WHERE 1 = 1");
        _ = filter.Reason is null ? sql : sql.Append(" AND reason = ?1");
        _ = filter.Provider is null ? sql : sql.Append(" AND provider = ?2");
        _ = filter.Status is null ? sql : sql.Append(" AND status = ?3");
        _ = filter.Since is null ? sql : sql.Append(" AND dead_at >= ?4");
        _ = cursor is null ? sql : sql.Append(" AND (dead_at, id) < (?5, ?6)");
        _ = sql.Append(" ORDER BY dead_at DESC, id DESC LIMIT ?7");

        var query = new Statement(connection, sql.ToString());
        _ = filter.Reason is { } reason ? query.Bind(1, (long)reason) : query;
        _ = filter.Provider is { } provider ? query.Bind(2, provider) : query;
        _ = filter.Status is { } status ? query.Bind(3, (long)status) : query;
        _ = filter.Since is { } since ? query.Bind(4, since.UtcTicks) : query;
        _ = cursor is { } after ? query.Bind(5, after.DeadAt).Bind(6, after.Id) : query;
        return query.Bind(7, limit);
    }
}
