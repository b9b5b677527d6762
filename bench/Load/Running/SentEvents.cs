namespace OrderRelay.Load.Running;

/// <summary>What was generated.</summary>
/// <param name="Orders">Orders begun, the warm-up's among them.</param>
/// <param name="MeanBodyBytes">Over the stages of an order's life.</param>
internal sealed record SentEvents(long Orders, double MeanBodyBytes);
