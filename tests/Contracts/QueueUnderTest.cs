using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>Both sides of one queue.</summary>
public sealed class QueueUnderTest(IEventQueue sender, IQueueReceiver receiver) : IEventQueue, IQueueReceiver
{
    public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
        => sender.EnqueueAsync(message, notBefore, cancellationToken);

    public ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, CancellationToken cancellationToken)
        => receiver.ReceiveAsync(max, cancellationToken);

    public ValueTask SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
        => receiver.SettleAsync(settlements, cancellationToken);

    public ValueTask<IReadOnlyList<DeadMessage>> PeekDeadAsync(int max, CancellationToken cancellationToken)
        => receiver.PeekDeadAsync(max, cancellationToken);

    public ValueTask RemoveDeadAsync(IReadOnlyList<long> sequenceNumbers, CancellationToken cancellationToken)
        => receiver.RemoveDeadAsync(sequenceNumbers, cancellationToken);

    public ValueTask<QueueDepth?> GetDepthAsync(CancellationToken cancellationToken) => receiver.GetDepthAsync(cancellationToken);
}
