using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Reads letters on a connection of its own.</summary>
internal sealed class DeskReader(SqliteConnection connection) : IDisposable
{
    private const int MaxGroups = 1000;

    private readonly Statement _get = new(connection, "SELECT letter, body, original FROM letters WHERE id = ?1");

    public DeadLetter? Get(string id)
    {
        var query = _get.Bind(1, id);
        DeadLetter? letter = null;
        if (query.Step())
        {
            letter = DeadLetterJson.Read(query.Blob(0)) with { Body = BlobOf(query, 1), OriginalBody = BlobOf(query, 2) };
        }

        query.Reset();
        return letter;
    }

    public Dictionary<DeadLetterStatus, long> Count(DeadLetterFilter filter)
    {
        var sql = DeskFilter.AppendTo(new("SELECT status, count(*) FROM letters"), filter).Append(" GROUP BY status");
        using var query = DeskFilter.Bind(new Statement(connection, sql.ToString()), filter);
        Dictionary<DeadLetterStatus, long> counts = [];
        while (query.Step())
        {
            counts.Add((DeadLetterStatus)query.Long(0), query.Long(1));
        }

        return counts;
    }

    /// <summary>SQLite takes the columns beside an aggregate from one of the group's rows: any letter of it is a sample.</summary>
    public List<DeadLetterGroup> Group(DeadLetterFilter filter)
    {
        var sql = DeskFilter.AppendTo(new("SELECT reason, fingerprint, count(*), min(dead_at), max(dead_at), letter FROM letters"), filter)
            .Append(" GROUP BY reason, fingerprint ORDER BY 3 DESC, 5 DESC LIMIT ").Append(MaxGroups);
        using var query = DeskFilter.Bind(new Statement(connection, sql.ToString()), filter);
        List<DeadLetterGroup> groups = [];
        while (query.Step())
        {
            groups.Add(new(
                (DeadLetterReason)query.Long(0), query.Text(1), query.Long(2),
                new(query.Long(3), TimeSpan.Zero), new(query.Long(4), TimeSpan.Zero), DeadLetterJson.Read(query.Blob(5))));
        }

        return groups;
    }

    public DeadLetterPage List(DeadLetterFilter filter, PageCursor? cursor, int limit)
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

        return new(letters, more ? new PageCursor(letters[^1].DeadAt.UtcTicks, letters[^1].Id).Write() : null);
    }

    /// <summary>Letters dead-lettered before an instant that there is something left to end of, the oldest first.</summary>
    public List<DeadLetter> Aged(DateTimeOffset before, PageCursor? cursor, int limit)
    {
        var behind = cursor is null ? "" : " AND (dead_at, id) > (?3, ?4)";
        using var query = new Statement(connection, $"SELECT letter FROM letters WHERE dead_at < ?1 AND (body IS NOT NULL OR status >= 2){behind} ORDER BY dead_at, id LIMIT ?2");
        _ = query.Bind(1, before.UtcTicks).Bind(2, limit);
        _ = cursor is { } after ? query.Bind(3, after.At).Bind(4, after.Id) : query;
        List<DeadLetter> letters = [];
        while (query.Step())
        {
            letters.Add(DeadLetterJson.Read(query.Blob(0)));
        }

        return letters;
    }

    public void Dispose() => _get.Dispose();

    /// <summary>Without the cast a null would become an empty body instead of none.</summary>
    private static ReadOnlyMemory<byte>? BlobOf(Statement query, int column)
        => query.IsNull(column) ? (ReadOnlyMemory<byte>?)null : new ReadOnlyMemory<byte>(query.Blob(column).ToArray());

    private Statement Prepare(DeadLetterFilter filter, PageCursor? cursor, int limit)
    {
        var sql = DeskFilter.AppendTo(new("SELECT letter FROM letters"), filter);
        _ = cursor is null ? sql : sql.Append(" AND (dead_at, id) < (?").Append(DeskFilter.Next).Append(", ?").Append(DeskFilter.Next + 1).Append(')');
        _ = sql.Append(" ORDER BY dead_at DESC, id DESC LIMIT ?").Append(DeskFilter.Next + 2);

        var query = DeskFilter.Bind(new Statement(connection, sql.ToString()), filter);
        _ = cursor is { } after ? query.Bind(DeskFilter.Next, after.At).Bind(DeskFilter.Next + 1, after.Id) : query;
        return query.Bind(DeskFilter.Next + 2, limit);
    }
}
