using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Ports;

/// <summary>What operators ask about stored orders.</summary>
public interface IOrderQueries
{
    /// <summary>Lists orders, the newest (by first event) first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is none that this store gave.</exception>
    ValueTask<OrderPage> ListAsync(OrderFilter filter, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>Orders known by a reference (partner's order id, order number, tracking code), newest first; at most 50.</summary>
    ValueTask<IReadOnlyList<OrderKey>> FindByReferenceAsync(string provider, string reference, CancellationToken cancellationToken);

    /// <summary>Erases what the order's rows hold about persons: in its state, its events and its raw bodies. Statuses and
    /// times stay, and no later event brings personal data back.</summary>
    /// <returns>False when there is no such order.</returns>
    ValueTask<bool> ErasePersonalDataAsync(OrderKey key, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The exact bytes of one event; null when there is no such event or its bytes were removed.</summary>
    /// <param name="key">The order.</param>
    /// <param name="identity">The event's identity.</param>
    /// <param name="content">Needed where one identity came with several contents; otherwise null.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    ValueTask<ReadOnlyMemory<byte>?> ReadRawAsync(OrderKey key, EventIdentity identity, ContentHash? content, CancellationToken cancellationToken);

    /// <summary>Number of orders by headline.</summary>
    ValueTask<IReadOnlyDictionary<Headline, long>> CountByHeadlineAsync(CancellationToken cancellationToken);
}

/// <summary>All conditions must hold; null asks nothing.</summary>
public sealed record OrderFilter
{
    public string? Provider { get; init; }

    /// <summary>The store's id or its external id, exactly.</summary>
    public string? Store { get; init; }

    public Headline? Status { get; init; }

    /// <summary>Part of the order id or of a reference, without regard to case.</summary>
    public string? Text { get; init; }

    /// <summary>First event at or after.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <param name="Orders">The page.</param>
/// <param name="Cursor">Asks for the next page; null on the last.</param>
public sealed record OrderPage(IReadOnlyList<StoredOrder> Orders, string? Cursor);
