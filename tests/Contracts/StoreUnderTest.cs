using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>Both sides of one order store.</summary>
public sealed record StoreUnderTest(IOrderStore Store, IOrderQueries Queries)
{
    public async Task<StoredOrder?> LoadAsync(OrderKey key) => (await Store.LoadAsync([key], default))[0];

    public async Task<CommitResult> CommitAsync(OrderChange change) => (await Store.CommitAsync([change], default))[0];

    /// <summary>Commits a new order that has to be taken.</summary>
    public async Task AddAsync(OrderEvent @event)
        => Assert.Equal(CommitResult.Committed, await CommitAsync(Samples.New(@event)));
}
