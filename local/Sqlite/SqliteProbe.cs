using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Asks queue and store to commit a row each: a disk that is full or gone shows.</summary>
public sealed class SqliteProbe(SqliteEventQueue queue, SqliteOrderStore store, TimeProvider time) : IHostProbe
{
    public async ValueTask<IReadOnlyDictionary<string, string?>> ProbeAsync(CancellationToken cancellationToken) => new Dictionary<string, string?>
    {
        ["queue"] = await AskAsync(queue.ProbeAsync(), cancellationToken),
        ["store"] = await AskAsync(store.ProbeAsync(time.GetUtcNow().UtcTicks), cancellationToken),
    };

    private static async Task<string?> AskAsync(Task answer, CancellationToken cancellationToken)
    {
        try
        {
            await answer.WaitAsync(cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is QueueUnavailableException or StoreUnavailableException)
        {
            return failure.Message;
        }
    }
}
