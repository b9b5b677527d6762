using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts.InMemory;

/// <summary>Jobs and audit at their simplest: sorted dictionaries under a lock.</summary>
public sealed class InMemoryOperations : IJobStore, IAuditLog
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, RelayJob> _jobs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AuditEntry> _entries = new(StringComparer.Ordinal);

    public ValueTask SaveAsync(RelayJob job, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _jobs[job.Id] = job;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<RelayJob?> GetAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_jobs.GetValueOrDefault(id));
        }
    }

    public ValueTask<IReadOnlyList<RelayJob>> ListAsync(JobKind kind, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<RelayJob>>([.. _jobs.Values.Reverse().Where(job => job.Kind == kind).Take(limit)]);
        }
    }

    public ValueTask<IReadOnlyList<RelayJob>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<RelayJob>>([.. _jobs.Values.Where(static job => job.Status is not JobStatus.Done)]);
        }
    }

    public ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _ = _entries.TryAdd(entry.Id, entry);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<AuditPage> ListAsync(AuditAction? action, string? cursor, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var (page, next) = InMemoryCursor.Page(
                [.. _entries.Values.Reverse().Where(entry => action is null || entry.Action == action)], cursor, limit);
            return ValueTask.FromResult(new AuditPage(page, next));
        }
    }
}
