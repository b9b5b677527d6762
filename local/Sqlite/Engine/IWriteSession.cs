namespace OrderRelay.Local.Sqlite;

/// <summary>The prepared statements of one file's writer, and what it does per group.</summary>
internal interface IWriteSession : IDisposable
{
    /// <summary>Milliseconds after which a group is due though nobody waits for one; negative for never.</summary>
    int Patience => Timeout.Infinite;

    /// <summary>A transaction begins; whatever a rolled-back one left behind is forgotten.</summary>
    void GroupBegins();

    /// <summary>Every work of the group has written; the commit follows.</summary>
    void GroupEnds();

    /// <summary>The commit is done; the works are told after this.</summary>
    void GroupCommitted();

    /// <summary>True, once, when what was just deleted has to leave the log as well.</summary>
    bool TakeTruncate();
}
