using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>Erases what is stored about persons in one order: in its letters, its events and its state. Statuses and times stay.</summary>
public sealed class ErasePersonalData(IDeadLetterStore letters, IOrderQueries orders)
{
    /// <returns>False when there is no such order; letters about it are erased in any case.</returns>
    public async ValueTask<bool> HandleAsync(OrderKey key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await letters.EraseAsync(key.Provider, key.OrderId, at, cancellationToken);
        return await orders.ErasePersonalDataAsync(key, at, cancellationToken);
    }
}
