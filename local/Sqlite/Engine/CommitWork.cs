namespace OrderRelay.Local.Sqlite;

/// <summary>One caller's part of a group: what it writes, and what it is told once that is committed.</summary>
/// <typeparam name="TSession">Holds the prepared statements of the file.</typeparam>
/// <param name="goesOnWithin">The caller goes on within <see cref="Tell"/>, on the thread that tells: never the committer's.</param>
internal abstract class CommitWork<TSession>(bool goesOnWithin)
{
    public bool GoesOnWithin { get; } = goesOnWithin;

    /// <summary>The group has to survive power loss before this is told; otherwise only the end of the process.</summary>
    public virtual bool Durable => true;

    /// <summary>Writes, on the committer's thread. Runs again when the group is rolled back and tried one by one, so it
    /// changes nothing but the database and its own result.</summary>
    public abstract void Write(TSession session);

    /// <summary>Committed; on the committer's thread, in the group's order.</summary>
    public abstract void TakeOver();

    /// <summary>What was taken over is as durable as it has to be.</summary>
    public abstract void Tell();

    /// <summary>Rolled back.</summary>
    public abstract void Fail(Exception failure);

    /// <summary>Committed and taken over, but nobody knows whether the disk has it.</summary>
    public abstract void FailUnsynced(Exception failure);
}

/// <inheritdoc />
internal abstract class CommitWork<TSession, TResult>(bool goesOnWithin = false) : CommitWork<TSession>(goesOnWithin)
{
    private readonly TaskCompletionSource<TResult> _done = new(goesOnWithin ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Done => _done.Task;

    protected TResult Result { get; set; } = default!;

    public override void TakeOver() => Committed();

    public override void Tell() => _ = _done.TrySetResult(Result);

    public override void FailUnsynced(Exception failure) => Throw(failure);

    public override void Fail(Exception failure)
    {
        RolledBack();
        Throw(failure);
    }

    /// <summary>Takes over in memory what is now in the file.</summary>
    protected virtual void Committed()
    {
    }

    /// <summary>Takes back in memory what the file refused.</summary>
    protected virtual void RolledBack()
    {
    }

    private void Throw(Exception failure)
    {
        if (GoesOnWithin)
        {
            _ = ThreadPool.UnsafeQueueUserWorkItem(
                static told => _ = told.Done.TrySetException(told.Failure), (Done: _done, Failure: failure), preferLocal: false);
            return;
        }

        _ = _done.TrySetException(failure);
    }
}
