using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>One process's access to jobs and audit.</summary>
internal sealed class ProcessOperations(SimulatedWorld world, SimulatedProcess process) : IJobStore, IAuditLog
{
    public ValueTask SaveAsync(RelayJob job, CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, $"save job {job.Status}", async () =>
        {
            // Whoever carries jobs out looks now and then, too, whether or not somebody said that there is one.
            await world.Operations.SaveAsync(job, cancellationToken);
            world.Jobs.Raise();
        });

    public ValueTask<RelayJob?> GetAsync(string id, CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, "get job", () => world.Operations.GetAsync(id, cancellationToken));

    public ValueTask<IReadOnlyList<RelayJob>> ListAsync(JobKind kind, int limit, CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, "list jobs", () => world.Operations.ListAsync(kind, limit, cancellationToken));

    public ValueTask<IReadOnlyList<RelayJob>> UnfinishedAsync(CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, "unfinished jobs", () => world.Operations.UnfinishedAsync(cancellationToken));

    public ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, "audit", () => world.Operations.AppendAsync(entry, cancellationToken));

    public ValueTask<AuditPage> ListAsync(AuditAction? action, string? cursor, int limit, CancellationToken cancellationToken)
        => process.CallAsync(Port.Operations, "list audit", () => world.Operations.ListAsync(action, cursor, limit, cancellationToken));
}
