using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Reads the operators' file on a connection of its own.</summary>
internal sealed class OperationsReader(SqliteConnection connection) : IDisposable
{
    private readonly Statement _job = new(connection, "SELECT job FROM jobs WHERE id = ?1");
    private readonly Statement _jobs = new(connection, "SELECT job FROM jobs WHERE kind = ?1 ORDER BY id DESC LIMIT ?2");
    private readonly Statement _unfinished = new(connection, "SELECT job FROM jobs WHERE status < ?1 ORDER BY id");
    private readonly Statement _audit = new(connection, """
        SELECT entry FROM audit WHERE (?1 IS NULL OR action = ?1) AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3
        """);

    public RelayJob? Job(string id)
    {
        var query = _job.Bind(1, id);
        var job = query.Step() ? OperationsJson.ReadJob(query.Blob(0)) : null;
        query.Reset();
        return job;
    }

    public List<RelayJob> Jobs(JobKind kind, int limit) => All(_jobs.Bind(1, (long)kind).Bind(2, limit));

    public List<RelayJob> Unfinished() => All(_unfinished.Bind(1, (long)JobStatus.Done));

    public AuditPage Audit(AuditAction? action, string? after, int limit)
    {
        var query = _audit.Bind(1, (long?)action).Bind(2, after).Bind(3, limit + 1);
        List<AuditEntry> entries = [];
        while (query.Step())
        {
            entries.Add(OperationsJson.ReadEntry(query.Blob(0)));
        }

        if (entries.Count <= limit)
        {
            return new(entries, null);
        }

        entries.RemoveAt(limit);
        return new(entries, new PageCursor(0, entries[^1].Id).Write());
    }

    public void Dispose()
    {
        _job.Dispose();
        _jobs.Dispose();
        _unfinished.Dispose();
        _audit.Dispose();
    }

    private static List<RelayJob> All(Statement query)
    {
        List<RelayJob> jobs = [];
        while (query.Step())
        {
            jobs.Add(OperationsJson.ReadJob(query.Blob(0)));
        }

        return jobs;
    }
}
