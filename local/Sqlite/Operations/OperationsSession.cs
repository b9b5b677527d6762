using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Sqlite;

/// <summary>The writer of the operators' file, on the committer's thread alone.</summary>
internal sealed class OperationsSession(SqliteConnection connection) : IWriteSession
{
    private readonly Statement _save = new(connection, """
        INSERT INTO jobs(id, kind, status, job) VALUES(?1, ?2, ?3, ?4)
        ON CONFLICT(id) DO UPDATE SET status = ?3, job = ?4
        """);

    private readonly Statement _append = new(connection,
        "INSERT INTO audit(id, action, entry) VALUES(?1, ?2, ?3) ON CONFLICT(id) DO NOTHING");

    public void GroupBegins()
    {
    }

    public void GroupEnds()
    {
    }

    public void GroupCommitted()
    {
    }

    public bool TakeTruncate() => false;

    public void Save(RelayJob job, byte[] json)
        => _save.Bind(1, job.Id).Bind(2, (long)job.Kind).Bind(3, (long)job.Status).Bind(4, json).Run();

    public void Append(AuditEntry entry, byte[] json) => _append.Bind(1, entry.Id).Bind(2, (long)entry.Action).Bind(3, json).Run();

    public void Dispose()
    {
        _save.Dispose();
        _append.Dispose();
    }
}

/// <summary>One write to the operators' file.</summary>
internal sealed class OperationsWork(Action<OperationsSession> write) : CommitWork<OperationsSession, bool>
{
    public override void Write(OperationsSession session) => write(session);
}
