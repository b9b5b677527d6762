using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Keeps the write-ahead log bounded without a checkpoint ever sitting between a request and its commit. A thread of its
/// own copies the log into the database beside the commits. It never catches up with a writer that goes on, so the writer
/// itself copies the short rest between two groups; behind that the log starts over.
/// </summary>
internal sealed class WalKeeper : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteConnection _writer;
    private readonly AutoResetEvent _wanted = new(false);
    private readonly Thread _thread;
    private readonly long _limit;
    private long _pages;
    private long _next;
    private volatile bool _stopping;
    private volatile bool _copied;
    private bool _asked;

    public WalKeeper(Database database, SqliteConnection writer, long limitBytes)
    {
        _writer = writer;
        _connection = database.OpenCheckpointer();
        _limit = Math.Max(1, limitBytes / Math.Max(512, Database.Scalar(writer, "PRAGMA page_size;")));
        _next = _limit;
        _thread = new Thread(Run) { IsBackground = true, Name = $"wal {Path.GetFileName(database.Path)}" };
        _thread.Start();
    }

    /// <summary>On the writer's thread, after each group.</summary>
    public void AfterGroup()
    {
        _ = raw.sqlite3_db_status(_writer.Handle!, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 1);
        _pages += written;
        if (_copied)
        {
            _copied = false;
            _asked = false;
            Finish();
        }
        else if (!_asked && _pages >= _next)
        {
            _asked = true;
            _ = _wanted.Set();
        }
    }

    /// <summary>On the writer's thread: empties the log, as far as no reader is in the way.</summary>
    /// <returns>True when nothing is left in it.</returns>
    public bool Truncate()
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_writer.Handle!, null!, raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        if (code != raw.SQLITE_OK)
        {
            return false;
        }

        _pages = 0;
        _next = _limit;
        return true;
    }

    public void Dispose()
    {
        _stopping = true;
        _ = _wanted.Set();
        _thread.Join();
        _connection.Dispose();
        _wanted.Dispose();
    }

    private void Finish()
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_writer.Handle!, null!, raw.SQLITE_CHECKPOINT_PASSIVE, out var logged, out var copied);
        var whole = code == raw.SQLITE_OK && logged == copied;
        _pages = whole ? 0 : Math.Max(logged, 0);
        // A reader on an old snapshot keeps the rest; ask again only once a quarter more was written.
        _next = whole ? _limit : Math.Max(_limit, _pages + (_limit / 4));
    }

    private void Run()
    {
        while (true)
        {
            _ = _wanted.WaitOne();
            if (_stopping)
            {
                return;
            }

            // Busy or failed: what is left stays in the log, safe, and the writer's own pass finds out.
            _ = raw.sqlite3_wal_checkpoint_v2(_connection.Handle!, null!, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
            _copied = true;
        }
    }
}
