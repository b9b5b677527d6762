using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>A store that has written every row by the time a commit is told.</summary>
internal sealed class WrittenRows(SqliteOrderStore store) : IOrderStore
{
    public ValueTask<IReadOnlyList<StoredOrder?>> LoadAsync(IReadOnlyList<OrderKey> keys, CancellationToken cancellationToken)
        => store.LoadAsync(keys, cancellationToken);

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(OrderKey key, CancellationToken cancellationToken)
        => store.ReadEventsAsync(key, cancellationToken);

    public async ValueTask<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
    {
        var results = await store.CommitAsync(changes, cancellationToken);
        await WriteAsync(store);
        return results;
    }

    /// <summary>Who asks for silent orders asks the rows alone, so they are brought up to date for it.</summary>
    public static async Task WriteAsync(SqliteOrderStore store) => _ = await store.FindSilentAsync(new(DateTimeOffset.MinValue), DateTimeOffset.MinValue, 1, default);
}
