using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Ports;

/// <summary>
/// What retention asks of stored orders, page by page. A page may look at rows and find nothing due in them: the cursor alone says
/// whether there is more.
/// </summary>
public interface IOrderExpiry
{
    /// <summary>Removes the raw bodies of events that were stored before an instant. Everything else about the events stays.</summary>
    /// <param name="before">Stored before this.</param>
    /// <param name="cursor">From the last page; null for the first.</param>
    /// <param name="limit">Looks at so many rows at most, from 1.</param>
    /// <param name="cancellationToken">Ends the page.</param>
    ValueTask<ExpiryPage> ExpireBodiesAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>Finds orders that hold personal data and of which nothing happened nor was received since an instant: a
    /// provider's wrong clock makes no order older than its receipt.</summary>
    /// <param name="before">Nothing since this.</param>
    /// <param name="cursor">From the last page; null for the first.</param>
    /// <param name="limit">Looks at so many rows at most, from 1.</param>
    /// <param name="cancellationToken">Ends the page.</param>
    ValueTask<AgedOrders> FindAgedAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken);
}

/// <param name="Expired">How many ended in this page.</param>
/// <param name="Cursor">Asks for the next page; null on the last.</param>
public sealed record ExpiryPage(int Expired, string? Cursor);

/// <param name="Orders">Those that are due.</param>
/// <param name="Cursor">Asks for the next page; null on the last.</param>
public sealed record AgedOrders(IReadOnlyList<OrderKey> Orders, string? Cursor);
