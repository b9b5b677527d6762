using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Pipeline;

/// <summary>A batch of messages, mapped and sorted by order, waiting to be folded and committed.</summary>
public sealed class MappedBatch
{
    internal MappedBatch(List<OrderWork> orders, Outcome[] outcomes)
    {
        Orders = orders;
        Outcomes = outcomes;
    }

    internal List<OrderWork> Orders { get; }

    /// <summary>One per item; those that could not be mapped have theirs already.</summary>
    internal Outcome[] Outcomes { get; }
}

/// <summary>One order's part of a batch.</summary>
internal sealed class OrderWork(OrderKey key)
{
    public OrderKey Key { get; } = key;

    public List<Arriving> Arriving { get; } = [];

    /// <summary>An identity is already stored: the short way is closed.</summary>
    public bool NeedsRows { get; set; }

    public ProjectionPlan? Plan { get; set; }
}
