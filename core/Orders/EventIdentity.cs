namespace OrderRelay.Core.Orders;

/// <summary>
/// What makes two deliveries the same event within one provider: for Captain the event name and <c>event_uuid</c>
/// (<c>order_status_updated:9a52600d-…</c>), for a provider without event ids the hash of the canonical body.
/// </summary>
public readonly record struct EventIdentity(string Value)
{
    public override string ToString() => Value;
}
