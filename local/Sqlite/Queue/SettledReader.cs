using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>Says, at a start, which messages of the journal were settled and how often their segments were handed out.</summary>
internal sealed class SettledReader
{
    private readonly SqliteConnection _connection;
    private readonly SettledMessages _settled;
    private readonly Dictionary<long, long> _deliveries;
    private readonly Dictionary<long, long> _untouched;

    public SettledReader(SqliteConnection connection)
    {
        _connection = connection;
        _settled = All(connection);
        _deliveries = Pairs(connection, "SELECT first, deliveries FROM deliveries");
        _untouched = Pairs(connection, "SELECT first, next FROM untouched");
    }

    /// <summary>Whatever the database says is settled.</summary>
    public static SettledMessages All(SqliteConnection connection) => new(
        Database.Scalar(connection, "SELECT low FROM journal"),
        [.. Pairs(connection, "SELECT first, 0 FROM done").Keys], [.. Pairs(connection, "SELECT seq, 0 FROM settled").Keys]);

    /// <summary>Marks what is settled in it, and its deliveries.</summary>
    /// <returns>False when all of it is.</returns>
    public bool LeavesSomething(Segment segment)
    {
        for (var offset = 0; offset < segment.Count; offset++)
        {
            if (!segment.IsGone(offset) && _settled.Has(segment, offset))
            {
                segment.Remove(offset);
                segment.Stored--;
            }
        }

        segment.Deliveries = (int)_deliveries.GetValueOrDefault(segment.First, IsUntouched(segment) ? 0 : 1);
        return segment.Stored > 0;
    }

    /// <summary>All of it has rows of its own.</summary>
    public void Settle(Segment segment)
    {
        using var done = new Statement(_connection, "INSERT OR IGNORE INTO done(first) VALUES(?1)");
        _ = done.Bind(1, segment.First).Run();
        Remove(segment, static (_, _) => true);
    }

    /// <summary>Some of it has.</summary>
    public void Settle(Segment segment, Func<Segment, int, bool> chosen)
    {
        using var settled = new Statement(_connection, "INSERT OR IGNORE INTO settled(seq) VALUES(?1)");
        for (var offset = 0; offset < segment.Count; offset++)
        {
            if (!segment.IsGone(offset) && chosen(segment, offset))
            {
                _ = settled.Bind(1, segment.First + offset).Run();
            }
        }

        Remove(segment, chosen);
    }

    private static void Remove(Segment segment, Func<Segment, int, bool> chosen)
    {
        for (var offset = 0; offset < segment.Count; offset++)
        {
            if (!segment.IsGone(offset) && chosen(segment, offset))
            {
                segment.Remove(offset);
                segment.Stored--;
            }
        }
    }

    private bool IsUntouched(Segment segment)
    {
        foreach (var (first, next) in _untouched)
        {
            if (segment.First >= first && segment.First < next)
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<long, long> Pairs(SqliteConnection connection, string sql)
    {
        Dictionary<long, long> pairs = [];
        using var query = new Statement(connection, sql);
        while (query.Step())
        {
            pairs.Add(query.Long(0), query.Long(1));
        }

        return pairs;
    }
}
