namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Groups that are committed but not yet on the disk. A thread of its own syncs the write-ahead log and tells each group only
/// then; meanwhile the next ones are written. One sync serves every group that was committed before it began.
/// </summary>
/// <typeparam name="TSession">The file's prepared statements.</typeparam>
internal sealed class SyncedGroups<TSession> : IDisposable
{
    private readonly object _gate = new();
    private readonly FileSync _log;
    private readonly Func<Exception, Exception> _unavailable;
    private readonly Thread _thread;
    private readonly Stack<List<CommitWork<TSession>>> _spare = new();
    private List<List<CommitWork<TSession>>> _waiting = [];
    private List<List<CommitWork<TSession>>> _syncing = [];
    private bool _closing;

    /// <param name="databasePath">The database whose log is synced.</param>
    /// <param name="unavailable">Makes the port's own exception of a storage failure.</param>
    public SyncedGroups(string databasePath, Func<Exception, Exception> unavailable)
    {
        _log = new(databasePath + "-wal");
        _unavailable = unavailable;
        _thread = new Thread(Run) { IsBackground = true, Name = $"sync {Path.GetFileName(databasePath)}" };
        _thread.Start();
    }

    /// <summary>A sync that failed: nothing is acknowledged any more.</summary>
    public Exception? Broken => _log.Failure;

    /// <summary>The log's own.</summary>
    internal FileSync Log => _log;

    /// <summary>Takes over a committed group.</summary>
    /// <returns>An empty list for the next one.</returns>
    public List<CommitWork<TSession>> Add(List<CommitWork<TSession>> group)
    {
        lock (_gate)
        {
            _waiting.Add(group);
            Monitor.Pulse(_gate);
            return _spare.TryPop(out var spare) ? spare : new(group.Capacity);
        }
    }

    /// <summary>Syncs what waits and ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _log.Dispose();
    }

    private void Run()
    {
        while (Take() is { } groups)
        {
            _ = _log.Run();
            foreach (var group in groups)
            {
                Tell(group);
                group.Clear();
            }

            lock (_gate)
            {
                groups.ForEach(_spare.Push);
                groups.Clear();
            }
        }
    }

    private List<List<CommitWork<TSession>>>? Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closing)
                {
                    return null;
                }

                _ = Monitor.Wait(_gate);
            }

            (_waiting, _syncing) = (_syncing, _waiting);
            return _syncing;
        }
    }

    private void Tell(List<CommitWork<TSession>> group)
    {
        if (Broken is not { } failure)
        {
            Telling<TSession>.Tell(group);
            return;
        }

        foreach (var work in group)
        {
            work.FailUnsynced(_unavailable(failure));
        }
    }
}
