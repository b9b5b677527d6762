namespace OrderRelay.Local.Sqlite;

/// <summary>One caller's part of a group: what it writes, and what it is told once that is committed.</summary>
/// <typeparam name="TSession">Holds the prepared statements of the file.</typeparam>
internal abstract class CommitWork<TSession>
{
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
internal abstract class CommitWork<TSession, TResult> : CommitWork<TSession>
{
    private readonly TaskCompletionSource<TResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Done => _done.Task;

    protected TResult Result { get; set; } = default!;

    public override void TakeOver() => Committed();

    public override void Tell() => _ = _done.TrySetResult(Result);

    public override void FailUnsynced(Exception failure) => _ = _done.TrySetException(failure);

    public override void Fail(Exception failure)
    {
        RolledBack();
        _ = _done.TrySetException(failure);
    }

    /// <summary>Takes over in memory what is now in the file.</summary>
    protected virtual void Committed()
    {
    }

    /// <summary>Takes back in memory what the file refused.</summary>
    protected virtual void RolledBack()
    {
    }
}
