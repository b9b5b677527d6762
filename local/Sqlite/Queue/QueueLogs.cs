using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The queues' write-ahead logs: what was enqueued stands in them, handled or not, until they are written over.</summary>
internal sealed class QueueLogs(IReadOnlyList<SqliteEventQueue> queues) : IPassingCopies
{
    public async ValueTask RemoveAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in queues)
        {
            await queue.EmptyLogAsync();
        }
    }
}
