using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The one writer of a journal. Messages that wait together become one frame and one sync; while that runs the next ones gather.
/// Nothing waits on a timer, so a lone message is written at once.
/// </summary>
internal sealed class JournalCommitter : IAsyncDisposable
{
    private readonly WaitingWorks<JournalSession> _works = new();
    private readonly JournalSession _session;
    private readonly Action _tidies;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _commits;

    /// <param name="session">Makes frames.</param>
    /// <param name="tidies">Called after a group when a file is to be made ready; must return at once.</param>
    /// <param name="name">Of the thread.</param>
    public JournalCommitter(JournalSession session, Action tidies, string name)
    {
        _session = session;
        _tidies = tidies;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Groups written so far.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Belongs to the committer's thread, but for what it says itself.</summary>
    public JournalSession Session => _session;

    /// <summary>For tests: runs before each group is written and may throw in its place.</summary>
    public Action? BeforeCommit { get; set; }

    /// <summary>Puts a work into the next group.</summary>
    /// <returns>Its result, once committed.</returns>
    public Task<TResult> Commit<TResult>(CommitWork<JournalSession, TResult> work)
    {
        if (!_works.TryAdd(work))
        {
            work.Fail(Unavailable(new ObjectDisposedException(nameof(JournalCommitter))));
        }

        return work.Done;
    }

    /// <summary>Commits what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _works.Close();
        await _ended.Task;
    }

    private static QueueUnavailableException Unavailable(Exception cause)
        => new("the queue's journal cannot be written now: " + cause.Message, cause);

    private void Run()
    {
        while (_works.Take(static () => Timeout.Infinite) is { } group)
        {
            for (var start = 0; start < group.Count;)
            {
                start = CommitGroup(group, start);
            }

            group.Clear();
            if (_session.Files.WantsNext)
            {
                _tidies();
            }
        }

        _ended.SetResult();
    }

    /// <summary>Writes the works from one on, as many as a frame takes.</summary>
    /// <returns>Where the next frame begins.</returns>
    private int CommitGroup(List<CommitWork<JournalSession>> group, int start)
    {
        var end = start;
        try
        {
            if (_session.Files.Broken is { } broken)
            {
                end = group.Count;
                throw new IOException(broken.Message, broken);
            }

            _session.GroupBegins();
            while (end < group.Count && !_session.IsFull)
            {
                group[end++].Write(_session);
            }

            BeforeCommit?.Invoke();
            _session.WriteFrame();
        }
        catch (Exception failure)
        {
            var told = failure is IOException or UnauthorizedAccessException ? Unavailable(failure) : failure;
            for (var index = start; index < end; index++)
            {
                group[index].Fail(told);
            }

            return end;
        }

        _ = Interlocked.Increment(ref _commits);
        _session.GroupCommitted();
        for (var index = start; index < end; index++)
        {
            group[index].TakeOver();
        }

        Telling<JournalSession>.Tell(start == 0 && end == group.Count ? group : group.GetRange(start, end - start));
        return end;
    }
}
