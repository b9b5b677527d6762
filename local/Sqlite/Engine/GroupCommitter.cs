using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The one writer of a database file. Works that wait together are written and committed together: a commit costs the
/// same for one as for hundreds, and while it runs the next group gathers.
/// </summary>
/// <typeparam name="TSession">The file's prepared statements.</typeparam>
internal sealed class GroupCommitter<TSession> : IAsyncDisposable
    where TSession : class, IWriteSession
{
    private readonly object _gate = new();
    private readonly SqliteConnection _connection;
    private readonly TSession _session;
    private readonly WalKeeper _keeper;
    private readonly Func<Exception, Exception> _unavailable;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private List<CommitWork<TSession>> _waiting = new(256);
    private List<CommitWork<TSession>> _running = new(256);
    private bool _idle;
    private bool _stopping;
    private bool _full = true;
    private bool _truncate;
    private Exception? _broken;
    private long _commits;

    /// <param name="database">The file.</param>
    /// <param name="session">Prepares its statements on the writer's connection.</param>
    /// <param name="walLimit">Bytes of log at which a checkpoint begins.</param>
    /// <param name="unavailable">Makes the port's own exception of a storage failure.</param>
    public GroupCommitter(Database database, Func<SqliteConnection, TSession> session, long walLimit, Func<Exception, Exception> unavailable)
    {
        _unavailable = unavailable;
        _connection = database.OpenWriter();
        Database.Execute(_connection, "PRAGMA synchronous=FULL;");
        _session = database.Prepare(_connection, session);
        _begin = new(_connection, "BEGIN IMMEDIATE");
        _commit = new(_connection, "COMMIT");
        _rollback = new(_connection, "ROLLBACK");
        _keeper = new(database, _connection, walLimit);
        _thread = new Thread(Run) { IsBackground = true, Name = $"commit {Path.GetFileName(database.Path)}" };
        _thread.Start();
    }

    /// <summary>Transactions committed so far.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Belongs to the committer's thread, but for what it says itself.</summary>
    internal TSession Session => _session;

    /// <summary>For tests: runs before each commit and may throw in its place.</summary>
    internal Action? BeforeCommit { get; set; }

    /// <summary>For tests: the connection that writes, to be touched only while nothing is.</summary>
    internal SqliteConnection Connection => _connection;

    /// <summary>Puts a work into the next group.</summary>
    /// <returns>Its result, once committed.</returns>
    public Task<TResult> Commit<TResult>(CommitWork<TSession, TResult> work)
    {
        lock (_gate)
        {
            if (_stopping)
            {
                work.Fail(_unavailable(new ObjectDisposedException(nameof(GroupCommitter<>))));
                return work.Done;
            }

            _waiting.Add(work);
            if (_idle)
            {
                _idle = false;
                Monitor.Pulse(_gate);
            }
        }

        return work.Done;
    }

    /// <summary>Commits what waits, empties the log and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        await _ended.Task;
    }

    private void Run()
    {
        while (TakeGroup() is { } group)
        {
            CommitGroup(group);
            group.Clear();
            Tidy();
        }

        Close();
        _ended.SetResult();
    }

    private List<CommitWork<TSession>>? TakeGroup()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_stopping)
                {
                    return null;
                }

                _idle = true;
                _ = Monitor.Wait(_gate);
            }

            _idle = false;
            (_waiting, _running) = (_running, _waiting);
            return _running;
        }
    }

    private void CommitGroup(List<CommitWork<TSession>> group)
    {
        if (_broken is not null)
        {
            FailAll(group, _broken);
            return;
        }

        try
        {
            Transact(group, 0, group.Count);
        }
        catch (Exception failure) when (group.Count > 1 && !IsStorage(failure))
        {
            CommitOneByOne(group);
            return;
        }
        catch (Exception failure)
        {
            FailAll(group, failure);
            return;
        }

        CompleteAll(group);
    }

    /// <summary>One work's statement failed and took the whole group with it: let it fail alone.</summary>
    private void CommitOneByOne(List<CommitWork<TSession>> group)
    {
        for (var index = 0; index < group.Count; index++)
        {
            try
            {
                Transact(group, index, 1);
            }
            catch (Exception failure)
            {
                group[index].Fail(Translate(failure));
                continue;
            }

            group[index].Complete();
        }
    }

    private void Transact(List<CommitWork<TSession>> group, int start, int count)
    {
        Synchronise(group, start, count);
        try
        {
            _ = _begin.Run();
            _session.GroupBegins();
            for (var index = start; index < start + count; index++)
            {
                group[index].Write(_session);
            }

            _session.GroupEnds();
            BeforeCommit?.Invoke();
            _ = _commit.Run();
        }
        catch (Exception failure)
        {
            RollBack(failure);
            throw;
        }

        _ = Interlocked.Increment(ref _commits);
        _session.GroupCommitted();
        _truncate |= _session.TakeTruncate();
    }

    /// <summary>A group in which nobody asks to survive power loss is not synced. Whatever it wrote before a synced one is
    /// synced with that.</summary>
    private void Synchronise(List<CommitWork<TSession>> group, int start, int count)
    {
        var full = false;
        for (var index = start; index < start + count && !full; index++)
        {
            full = group[index].Durable;
        }

        if (full != _full)
        {
            SqliteException.ThrowExceptionForRC(
                raw.sqlite3_exec(_connection.Handle!, full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL"), _connection.Handle!);
            _full = full;
        }
    }

    private void RollBack(Exception failure)
    {
        if (failure is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_IOERR_FSYNC or raw.SQLITE_IOERR_DIR_FSYNC })
        {
            // After a failed sync the kernel may report the next one well without having written a byte of this one.
            _broken = failure;
        }

        if (raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
        {
            try
            {
                _ = _rollback.Run();
            }
            catch (SqliteException second)
            {
                _broken = second;
            }
        }
    }

    private void Tidy()
    {
        if (_broken is not null)
        {
            return;
        }

        _keeper.AfterGroup();
        if (_truncate)
        {
            _truncate = !_keeper.Truncate();
        }
    }

    private static void CompleteAll(List<CommitWork<TSession>> group)
    {
        foreach (var work in group)
        {
            work.Complete();
        }
    }

    private void FailAll(List<CommitWork<TSession>> group, Exception failure)
    {
        var translated = Translate(failure);
        foreach (var work in group)
        {
            work.Fail(translated);
        }
    }

    private Exception Translate(Exception failure) => failure is SqliteException or IOException ? _unavailable(failure) : failure;

    private static bool IsStorage(Exception failure) => failure is IOException
        or SqliteException
    {
        SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN
                or raw.SQLITE_READONLY or raw.SQLITE_NOMEM or raw.SQLITE_BUSY or raw.SQLITE_LOCKED
    };

    private void Close()
    {
        _keeper.Dispose();
        if (_broken is null)
        {
            _ = _keeper.Truncate();
        }

        _session.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        _connection.Dispose();
    }
}
