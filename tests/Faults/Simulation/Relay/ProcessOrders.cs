using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Faults.Simulation.Failures;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>One process's access to the orders. A broker's host commits order by order and may get through half of them; the other
/// commits all in one.</summary>
internal sealed class ProcessOrders(SimulatedWorld world, SimulatedProcess process) : IOrderStore, IOrderQueries
{
    public ValueTask<IReadOnlyList<StoredOrder?>> LoadAsync(IReadOnlyList<OrderKey> keys, CancellationToken cancellationToken)
        => process.CallAsync(Port.Orders, "load", () =>
        {
            Handling.Current?.Loaded(keys.Count);
            return world.Orders.Store.LoadAsync(keys, cancellationToken);
        });

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(OrderKey key, CancellationToken cancellationToken)
        => process.CallAsync(Port.Orders, "read events", async () =>
        {
            var rows = await world.Orders.Store.ReadEventsAsync(key, cancellationToken);
            var stored = (await world.Orders.Store.LoadAsync([key], cancellationToken))[0];
            Handling.Current?.ReadHistory(key, rows, stored);
            return rows;
        });

    public async ValueTask<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
    {
        if (!world.Shape.IsBroker)
        {
            return await process.CallAsync(Port.Orders, "commit", () => ApplyAsync(changes));
        }

        List<CommitResult> results = [];
        foreach (var change in changes)
        {
            results.AddRange(await process.CallAsync(Port.Orders, "commit", () => ApplyAsync([change])));
        }

        return results;
    }

    public ValueTask<OrderPage> ListAsync(OrderFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
        => process.CallAsync(Port.Orders, "list", () => world.Orders.Store.ListAsync(filter, cursor, limit, cancellationToken));

    public ValueTask<IReadOnlyList<OrderKey>> FindByReferenceAsync(string provider, string reference, CancellationToken cancellationToken)
        => process.CallAsync(Port.Orders, "find", () => world.Orders.Store.FindByReferenceAsync(provider, reference, cancellationToken));

    public ValueTask<bool> ErasePersonalDataAsync(OrderKey key, DateTimeOffset at, CancellationToken cancellationToken)
        => throw new NotSupportedException("nobody erases in a simulated world");

    public ValueTask<ReadOnlyMemory<byte>?> ReadRawAsync(OrderKey key, EventIdentity identity, ContentHash? content, CancellationToken cancellationToken)
        => process.CallAsync(Port.Orders, "read raw", () => world.Orders.Store.ReadRawAsync(key, identity, content, cancellationToken));

    public ValueTask<IReadOnlyDictionary<Headline, long>> CountByHeadlineAsync(CancellationToken cancellationToken)
        => process.CallAsync(Port.Orders, "count", () => world.Orders.Store.CountByHeadlineAsync(cancellationToken));

    private async ValueTask<IReadOnlyList<CommitResult>> ApplyAsync(IReadOnlyList<OrderChange> changes)
    {
        var results = new CommitResult[changes.Count];
        for (var index = 0; index < results.Length; index++)
        {
            var change = changes[index];
            if (world.Faults.Rewrites())
            {
                await world.Orders.RewriteAsync(change.State.Key);
            }

            if (world.Options.Plant.HasFlag(Plant.NoVersionCheck))
            {
                change = change with { ExpectedVersion = (await world.Orders.Store.LoadAsync([change.State.Key], default))[0]?.Version };
            }

            results[index] = await world.Orders.CommitAsync(change);
            Handling.Current?.Committed(results[index]);
            world.Trace.Add(process.Name, results[index].ToString(), change.State.Key.OrderId);
        }

        return results;
    }
}
