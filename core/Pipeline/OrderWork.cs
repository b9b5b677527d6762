using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Pipeline;

/// <summary>One order's part of a batch.</summary>
internal sealed class OrderWork(OrderKey key)
{
    public OrderKey Key { get; } = key;

    public List<Arriving> Arriving { get; } = [];

    /// <summary>An identity is already stored: the short way is closed.</summary>
    public bool NeedsRows { get; set; }

    public ProjectionPlan? Plan { get; set; }
}
