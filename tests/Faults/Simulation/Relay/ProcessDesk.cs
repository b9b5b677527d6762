using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>One process's access to the desk.</summary>
internal sealed class ProcessDesk(SimulatedProcess process, IDeadLetterStore desk) : IDeadLetterStore
{
    public ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
        => CallAsync("add letter", () => desk.AddAsync(letter with { Body = letter.Body?.ToArray() }, cancellationToken));

    public ValueTask<DeadLetter?> GetAsync(string id, CancellationToken cancellationToken)
        => CallAsync("get letter", () => desk.GetAsync(id, cancellationToken));

    public ValueTask<DeadLetterPage> ListAsync(DeadLetterFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
        => CallAsync("list letters", () => desk.ListAsync(filter, cursor, limit, cancellationToken));

    public ValueTask<bool> MarkAsync(string id, DeadLetterStatus expected, DeadLetter updated, CancellationToken cancellationToken)
        => CallAsync($"mark letter {updated.Status}", () => desk.MarkAsync(id, expected, updated, cancellationToken));

    public ValueTask<bool> EditAsync(string id, DeadLetterStatus expected, DeadLetter edited, CancellationToken cancellationToken)
        => CallAsync("edit letter", () => desk.EditAsync(id, expected, edited, cancellationToken));

    public ValueTask<bool> AddWithinAsync(DeadLetter letter, QuarantineLimits limits, CancellationToken cancellationToken)
        => CallAsync("quarantine", () => desk.AddWithinAsync(letter with { Body = letter.Body?.ToArray() }, limits, cancellationToken));

    public ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(CancellationToken cancellationToken)
        => CallAsync("count letters", () => desk.CountAsync(cancellationToken));

    public ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
        => CallAsync("count letters", () => desk.CountAsync(filter, cancellationToken));

    public ValueTask<IReadOnlyList<DeadLetterGroup>> GroupAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
        => CallAsync("group letters", () => desk.GroupAsync(filter, cancellationToken));

    public ValueTask EraseAsync(string provider, string orderId, DateTimeOffset at, CancellationToken cancellationToken)
        => CallAsync("erase letters", () => desk.EraseAsync(provider, orderId, at, cancellationToken));

    private ValueTask CallAsync(string what, Func<ValueTask> effect) => process.CallAsync(Port.Desk, what, effect);

    private ValueTask<T> CallAsync<T>(string what, Func<ValueTask<T>> effect) => process.CallAsync(Port.Desk, what, effect);
}
