using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>Counting messages takes the right to manage the namespace, which this app has not: Azure's own metrics count them.</summary>
internal sealed class UnknownQueueDepth : IQueueDepthSource
{
    public ValueTask<QueueDepth?> GetDepthAsync(CancellationToken cancellationToken) => ValueTask.FromResult<QueueDepth?>(null);
}
