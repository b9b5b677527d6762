namespace OrderRelay.Core.Ports;

/// <summary>Depth and age of the <c>order-events</c> queue, for stats.</summary>
public interface IQueueDepthSource
{
    /// <summary>Asks the queue.</summary>
    /// <returns>Null where the host cannot tell.</returns>
    ValueTask<QueueDepth?> GetDepthAsync(CancellationToken cancellationToken);
}
