using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>Writes down what operators do, after it is done: an entry never claims what did not happen.</summary>
public sealed class AuditTrail(IAuditLog log, TimeProvider time, Random random)
{
    public ValueTask RecordAsync(string who, AuditAction action, string subject, long count, string outcome, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return log.AppendAsync(
            new() { Id = SortableId.Next(now, random), At = now, Who = who, Action = action, Subject = subject, Count = count, Outcome = outcome },
            cancellationToken);
    }
}
