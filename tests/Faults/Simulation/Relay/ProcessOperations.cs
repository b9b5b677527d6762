using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>One process's access to jobs and audit.</summary>
internal sealed class ProcessOperations(SimulatedProcess process, InMemoryOperations operations) : IJobStore, IAuditLog
{
    public ValueTask SaveAsync(RelayJob job, CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, $"save job {job.Status}", () => operations.SaveAsync(job, cancellationToken));

    public ValueTask<RelayJob?> GetAsync(string id, CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, "get job", () => operations.GetAsync(id, cancellationToken));

    public ValueTask<IReadOnlyList<RelayJob>> ListAsync(JobKind kind, int limit, CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, "list jobs", () => operations.ListAsync(kind, limit, cancellationToken));

    public ValueTask<IReadOnlyList<RelayJob>> UnfinishedAsync(CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, "unfinished jobs", () => operations.UnfinishedAsync(cancellationToken));

    public ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, "audit", () => operations.AppendAsync(entry, cancellationToken));

    public ValueTask<AuditPage> ListAsync(AuditAction? action, string? cursor, int limit, CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, "list audit", () => operations.ListAsync(action, cursor, limit, cancellationToken));
}
