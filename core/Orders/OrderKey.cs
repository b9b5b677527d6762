namespace OrderRelay.Core.Orders;

/// <summary>One order of one provider: the unit of consistency. Both hosts keep all rows of an order together.</summary>
/// <param name="Provider">The provider's catalogue name, lower case (<c>captain</c>).</param>
/// <param name="OrderId">The provider's own order id, as sent.</param>
public readonly record struct OrderKey(string Provider, string OrderId)
{
    /// <summary>Of the id alone: an installation has few providers, and a key is hashed several times for each event.</summary>
    public override int GetHashCode() => OrderId.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"{Provider}/{OrderId}";
}
