namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Tells those who wait for a commit, a few on each of the pool's threads. To wake a thread for every one of them costs more
/// than what it then does, and the committer would pay for it between two commits.
/// </summary>
/// <typeparam name="TSession">The file's prepared statements.</typeparam>
internal sealed class Telling<TSession> : IThreadPoolWorkItem
{
    /// <summary>Fewer are not worth a thread of their own.</summary>
    private const int FewestTogether = 4;

    private readonly CommitWork<TSession>[] _works;

    private Telling(CommitWork<TSession>[] works) => _works = works;

    /// <summary>Tells every work of a group; those whose callers go on within are told by the pool.</summary>
    public static void Tell(List<CommitWork<TSession>> group)
    {
        var goOn = 0;
        foreach (var work in group)
        {
            if (work.GoesOnWithin)
            {
                goOn++;
            }
            else
            {
                work.Tell();
            }
        }

        if (goOn > 0)
        {
            TellByPool(group, goOn);
        }
    }

    public void Execute()
    {
        foreach (var work in _works)
        {
            work.Tell();
        }
    }

    private static void TellByPool(List<CommitWork<TSession>> group, int count)
    {
        var threads = Math.Clamp(count / FewestTogether, 1, Environment.ProcessorCount);
        var index = 0;
        for (var thread = 0; thread < threads; thread++)
        {
            var works = new CommitWork<TSession>[(count / threads) + (thread < count % threads ? 1 : 0)];
            for (var taken = 0; taken < works.Length; index++)
            {
                if (group[index].GoesOnWithin)
                {
                    works[taken++] = group[index];
                }
            }

            _ = ThreadPool.UnsafeQueueUserWorkItem(new Telling<TSession>(works), preferLocal: false);
        }
    }
}
