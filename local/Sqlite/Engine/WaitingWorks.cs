namespace OrderRelay.Local.Sqlite;

/// <summary>What waits for a committer: its callers add, its one thread takes all that waits at once. While it writes them the next
/// group gathers.</summary>
/// <typeparam name="TSession">What the works write with.</typeparam>
internal sealed class WaitingWorks<TSession>
{
    private readonly object _gate = new();
    private List<CommitWork<TSession>> _waiting = new(256);
    private List<CommitWork<TSession>> _taken = new(256);
    private bool _idle;
    private bool _closed;

    /// <returns>False once it is closed.</returns>
    public bool TryAdd(CommitWork<TSession> work)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _waiting.Add(work);
            if (_idle)
            {
                _idle = false;
                Monitor.Pulse(_gate);
            }
        }

        return true;
    }

    /// <summary>Nothing is added any more; what waits is still taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>For the committer's thread alone, which clears the list before it comes again.</summary>
    /// <param name="patience">Milliseconds to wait for a first work, asked before each wait; negative for as long as it takes.</param>
    /// <returns>What waits; nothing when patience ended first; null when it is closed and nothing is left.</returns>
    public List<CommitWork<TSession>>? Take(Func<int> patience)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                {
                    return null;
                }

                _idle = true;
                if (!Monitor.Wait(_gate, patience()))
                {
                    break;
                }
            }

            _idle = false;
            (_waiting, _taken) = (_taken, _waiting);
            return _taken;
        }
    }

    /// <summary>The list that was taken goes on elsewhere; an empty one takes its place.</summary>
    public void Replace(List<CommitWork<TSession>> empty)
    {
        lock (_gate)
        {
            _taken = empty;
        }
    }
}
