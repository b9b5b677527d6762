using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Keeps the write-ahead log bounded without a checkpoint ever sitting between a request and its commit. A thread of its
/// own copies the log into the database and syncs it, beside the commits. It never catches up with a writer that goes on, so
/// the writer itself copies and syncs the short rest between two groups; behind that the log starts over.
/// </summary>
internal sealed class WalKeeper : IDisposable
{
    /// <summary>Each one leaves what was written during the one before: the second a small part of the log.</summary>
    private const int PassesBeside = 2;

    /// <summary>Bytes of log at which a copy begins while groups are small. What a copy writes goes to the disk in one go, and whoever
    /// commits meanwhile waits behind it: so little is not felt.</summary>
    private const long LeastBytes = 2L << 20;

    /// <summary>Large groups gather so many of their size: a page that several of them wrote is copied once.</summary>
    private const int GroupsTogether = 4;

    /// <summary>Milliseconds that the writer waits for the readers in the way when it empties the log. They read for a moment; a
    /// backup reads for minutes.</summary>
    private const int ReadersWait = 50;

    /// <summary>Milliseconds between one attempt to empty the log and the next.</summary>
    private const int EmptiesAgain = 1000;

    private readonly SqliteConnection _connection;
    private readonly SqliteConnection _writer;
    private readonly FileSync _file;
    private readonly AutoResetEvent _wanted = new(false);
    private readonly Thread _thread;
    private readonly long _least;
    private readonly long _most;
    private long _pages;
    private long _next;
    private double _perGroup;
    private Exception? _broken;
    private volatile bool _stopping;
    private volatile bool _copied;
    private bool _asked;
    private bool _emptying;
    private long _emptiesAt;

    /// <param name="database">The file.</param>
    /// <param name="writer">Its only writer.</param>
    /// <param name="file">Syncs it. SQLite itself does so only behind a copy that caught up with the writer.</param>
    /// <param name="limitBytes">Bytes of log at which a copy begins, however large the groups are.</param>
    public WalKeeper(Database database, SqliteConnection writer, FileSync file, long limitBytes)
    {
        _writer = writer;
        _file = file;
        _connection = database.OpenCheckpointer();
        var page = Math.Max(512, Database.Scalar(writer, "PRAGMA page_size;"));
        _most = Math.Max(1, limitBytes / page);
        _least = Math.Min(_most, LeastBytes / page);
        _thread = new Thread(Run) { IsBackground = true, Name = $"wal {Path.GetFileName(database.Path)}" };
        _thread.Start();
    }

    /// <summary>A sync of the database or its log that failed. What the kernel lost of it is still in the log, and only a start reads
    /// all of that again: nothing more may be written, or the log would start over.</summary>
    public Exception? Broken => _file.Failure ?? Volatile.Read(ref _broken);

    /// <summary>Pages of log at which a copy begins.</summary>
    private long Limit => Math.Clamp((long)(_perGroup * GroupsTogether), _least, _most);

    /// <summary>Milliseconds for which the writer may wait for a group before <see cref="AfterGroup"/> is due nevertheless.</summary>
    public int Patience => _emptying ? (int)Math.Clamp(_emptiesAt - Environment.TickCount64, 0, EmptiesAgain) : Timeout.Infinite;

    /// <summary>On the writer's thread: empties the log after this group, or as soon as no reader is in the way of that.</summary>
    public void EmptyLog()
    {
        _emptying = true;
        _emptiesAt = Environment.TickCount64;
    }

    /// <summary>On the writer's thread, after each group.</summary>
    public void AfterGroup()
    {
        _ = raw.sqlite3_db_status(_writer.Handle!, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 1);
        _pages += written;
        _perGroup = (_perGroup * 0.9) + (written * 0.1);
        if (_copied)
        {
            _copied = false;
            _asked = false;
            Finish();
        }
        else if (!_asked && _pages >= Math.Max(_next, Limit))
        {
            _asked = true;
            _ = _wanted.Set();
        }

        if (_emptying && Environment.TickCount64 >= _emptiesAt)
        {
            _emptying = !Truncate();
            _emptiesAt = Environment.TickCount64 + EmptiesAgain;
        }
    }

    /// <summary>On the writer's thread: empties the log, as far as no reader is in the way.</summary>
    /// <returns>True when nothing is left in it.</returns>
    public bool Truncate()
    {
        _ = raw.sqlite3_busy_timeout(_writer.Handle!, ReadersWait);
        var code = Checkpoint(_writer, raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        _ = raw.sqlite3_busy_timeout(_writer.Handle!, Database.BusyMilliseconds);
        if (code != raw.SQLITE_OK)
        {
            return false;
        }

        _pages = 0;
        _next = 0;
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
        var code = Checkpoint(_writer, raw.SQLITE_CHECKPOINT_PASSIVE, out var logged, out var copied);
        var whole = code == raw.SQLITE_OK && logged == copied;
        _pages = whole ? 0 : Math.Max(logged, 0);
        // A reader on an old snapshot keeps the rest; ask again only once a quarter more was written.
        _next = whole ? 0 : _pages + (_most / 4);
    }

    private int Checkpoint(SqliteConnection connection, int mode, out int logged, out int copied)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(connection.Handle!, null!, mode, out logged, out copied);
        if (code != raw.SQLITE_OK && raw.sqlite3_extended_errcode(connection.Handle!) == raw.SQLITE_IOERR_FSYNC)
        {
            Volatile.Write(ref _broken, new IOException("the database or its log could not be synced"));
        }

        return code;
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

            for (var pass = 0; pass < PassesBeside; pass++)
            {
                // Busy or failed: what is left stays in the log, safe, and the writer's own pass tries again.
                _ = Checkpoint(_connection, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
                _ = _file.Run();
            }

            _copied = true;
        }
    }
}
