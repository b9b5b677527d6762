using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>Erases what is stored about persons in one order: in its letters, its events and its state. Statuses and times stay.</summary>
/// <param name="letters">The desk.</param>
/// <param name="orders">The orders.</param>
/// <param name="copies">Where bodies may lie that have only passed through; null for nowhere.</param>
public sealed class ErasePersonalData(IDeadLetterStore letters, IOrderQueries orders, IEnumerable<IPassingCopies>? copies = null)
{
    /// <returns>False when there is no such order; letters about it are erased in any case.</returns>
    public async ValueTask<bool> HandleAsync(OrderKey key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await letters.EraseAsync(key.Provider, key.OrderId, at, cancellationToken);
        var found = await orders.ErasePersonalDataAsync(key, at, cancellationToken);
        foreach (var passing in copies ?? [])
        {
            await passing.RemoveAsync(cancellationToken);
        }

        return found;
    }
}
