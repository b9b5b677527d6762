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
    /// <summary>Milliseconds before a session's own group is tried again.</summary>
    private const int PauseAfterFailure = 1000;

    private readonly WaitingWorks<TSession> _works = new();
    private readonly SqliteConnection _connection;
    private readonly TSession _session;
    private readonly FileSync _file;
    private readonly WalKeeper _keeper;
    private readonly SyncedGroups<TSession>? _synced;
    private readonly Func<Exception, Exception> _unavailable;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WriteTransaction _transaction;
    private int _pause;
    private bool _syncsAside;
    private long _commits;

    /// <param name="database">The file.</param>
    /// <param name="session">Prepares its statements on the writer's connection.</param>
    /// <param name="walLimit">Bytes of log at which a checkpoint begins.</param>
    /// <param name="unavailable">Makes the port's own exception of a storage failure.</param>
    /// <param name="syncAside">Write on while the disk syncs: for large commits, whose sync takes its time.</param>
    public GroupCommitter(
        Database database, Func<SqliteConnection, TSession> session, long walLimit, Func<Exception, Exception> unavailable, bool syncAside = false)
    {
        _unavailable = unavailable;
        _connection = database.OpenWriter();
        _session = database.Prepare(_connection, session);
        _transaction = new(_connection);
        _file = new(database.Path);
        _keeper = new(database, _connection, _file, walLimit);
        _synced = syncAside ? new(database.Path, unavailable) : null;
        _thread = new Thread(Run) { IsBackground = true, Name = $"commit {Path.GetFileName(database.Path)}" };
        _thread.Start();
    }

    /// <summary>Transactions committed so far.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Why nothing is written any more.</summary>
    private Exception? Broken => _transaction.Broken ?? _synced?.Broken ?? _keeper.Broken;

    /// <summary>The database file's own sync.</summary>
    internal FileSync File => _file;

    /// <summary>Null where commits sync themselves.</summary>
    internal SyncedGroups<TSession>? Synced => _synced;

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
        if (!_works.TryAdd(work))
        {
            work.Fail(_unavailable(new ObjectDisposedException(nameof(GroupCommitter<>))));
        }

        return work.Done;
    }

    /// <summary>Commits what waits, empties the log and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _works.Close();
        await _ended.Task;
    }

    private void Run()
    {
        Func<int> patience = Patience;
        while (_works.Take(patience) is { } group)
        {
            if (group.Count > 0 || (_session.Patience == 0 && Broken is null))
            {
                CommitGroup(group);
            }

            if (Broken is null)
            {
                _keeper.AfterGroup();
            }
        }

        Close();
        _ended.SetResult();
    }

    /// <summary>Milliseconds that the log and the session can wait.</summary>
    private int Patience() => Broken is not null ? Timeout.Infinite
        : _session.Patience < 0 ? _keeper.Patience
        : _keeper.Patience < 0 ? Math.Max(_session.Patience, _pause)
        : Math.Min(_keeper.Patience, Math.Max(_session.Patience, _pause));

    private void CommitGroup(List<CommitWork<TSession>> group)
    {
        if (Broken is { } broken)
        {
            FailAll(group, broken);
            return;
        }

        try
        {
            Transact(group, 0, group.Count);
        }
        catch (Exception failure) when (group.Count > 1 && !StorageFailure.Is(failure))
        {
            CommitOneByOne(group);
            return;
        }
        catch (Exception failure)
        {
            FailAll(group, failure);
            return;
        }

        group.ForEach(static work => work.TakeOver());
        if (_syncsAside)
        {
            _works.Replace(_synced!.Add(group));
            return;
        }

        Telling<TSession>.Tell(group);
        group.Clear();
    }

    /// <summary>One work's statement failed and took the whole group with it: let it fail alone.</summary>
    private void CommitOneByOne(List<CommitWork<TSession>> group)
    {
        var committed = new List<CommitWork<TSession>>(group.Count);
        for (var index = 0; index < group.Count; index++)
        {
            try
            {
                Transact(group, index, 1, aside: false);
            }
            catch (Exception failure)
            {
                group[index].Fail(Translate(failure));
                continue;
            }

            group[index].TakeOver();
            committed.Add(group[index]);
        }

        Telling<TSession>.Tell(committed);
        group.Clear();
    }

    private void Transact(List<CommitWork<TSession>> group, int start, int count, bool aside = true)
    {
        var durable = IsDurable(group, start, count);
        _syncsAside = durable && aside && _synced is not null && _transaction.HasSynced;
        try
        {
            _transaction.Begin(synced: durable && !_syncsAside);
            _session.GroupBegins();
            for (var index = start; index < start + count; index++)
            {
                group[index].Write(_session);
            }

            _session.GroupEnds();
            BeforeCommit?.Invoke();
            _transaction.Commit();
        }
        catch (Exception failure)
        {
            _pause = PauseAfterFailure;
            _transaction.RollBack(failure);
            throw;
        }

        _ = Interlocked.Increment(ref _commits);
        _pause = 0;
        _session.GroupCommitted();
        if (_session.TakeTruncate())
        {
            _keeper.EmptyLog();
        }
    }

    /// <summary>A group in which nobody asks to survive power loss is not synced at all.</summary>
    private static bool IsDurable(List<CommitWork<TSession>> group, int start, int count)
    {
        for (var index = start; index < start + count; index++)
        {
            if (group[index].Durable)
            {
                return true;
            }
        }

        return false;
    }

    private void FailAll(List<CommitWork<TSession>> group, Exception failure)
    {
        var translated = Translate(failure);
        foreach (var work in group)
        {
            work.Fail(translated);
        }

        group.Clear();
    }

    private Exception Translate(Exception failure) => failure is SqliteException or IOException ? _unavailable(failure) : failure;

    private void Close()
    {
        _synced?.Dispose();
        _keeper.Dispose();
        if (Broken is null)
        {
            _ = _keeper.Truncate();
        }
        else
        {
            // The last one to close would copy the log and delete it, past what the disk may have lost.
            _ = raw.sqlite3_db_config(_connection.Handle!, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        }

        _session.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
        _file.Dispose();
    }
}
