using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The changes of one commit call.</summary>
internal sealed class CommitOrdersWork(PreparedChange[] changes, OrderMemory memory, SyncedEvents synced)
    : CommitWork<OrderSession, IReadOnlyList<CommitResult>>
{
    private readonly WrittenChange[] _written = new WrittenChange[changes.Length];

    public override void Write(OrderSession session)
    {
        for (var index = 0; index < changes.Length; index++)
        {
            _written[index] = session.Write(changes[index]);
        }
    }

    public override void Tell()
    {
        // Whoever is told may say so elsewhere: first it is known how far that reaches.
        foreach (ref readonly var written in _written.AsSpan())
        {
            synced.Reached(written.LastEvent);
        }

        base.Tell();
    }

    protected override void Committed()
    {
        var results = new CommitResult[_written.Length];
        for (var index = 0; index < results.Length; index++)
        {
            results[index] = _written[index].Result;
            if (_written[index].Order is { } order)
            {
                memory.Committed(changes[index].State.Key, order, _written[index].Before);
            }
            else
            {
                memory.Forget(changes[index].State.Key);
            }
        }

        Result = results;
    }
}
