using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Demo;

/// <summary>A generated order with its truth, which its story's author wrote down: nothing here was folded.</summary>
/// <param name="Key">The order.</param>
/// <param name="Story">Which story it lives through.</param>
/// <param name="Expected">The headline after all of its events.</param>
internal sealed record PlannedOrder(OrderKey Key, string Story, Headline Expected);
