using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Ports;

/// <summary>Finds orders that have not ended and of which nothing was heard any more.</summary>
public interface ISilentOrders
{
    /// <summary>Orders that have not ended and whose last event happened behind <paramref name="after"/> and not later than
    /// <paramref name="until"/>, the longest silent first; at most <paramref name="limit"/>.</summary>
    /// <exception cref="StoreUnavailableException">Trying again later may help.</exception>
    ValueTask<IReadOnlyList<StoredOrder>> FindSilentAsync(SilenceMark after, DateTimeOffset until, int limit, CancellationToken cancellationToken);
}

/// <summary>
/// A place in the sequence of orders by their last event, then provider and order id: a page that ends among orders which
/// share an instant goes on behind the last one it gave.
/// </summary>
/// <param name="LastEventAt">The instant.</param>
/// <param name="Order">The last order given of that instant; null when all of that instant are behind.</param>
public readonly record struct SilenceMark(DateTimeOffset LastEventAt, OrderKey? Order = null);
