using OrderRelay.Core.Notifications;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>Sends a replayed letter back to the queue that it died in. No provider can be named as notifications are.</summary>
internal sealed class ReplayQueue(IEventQueue events, IEventQueue notifications) : IEventQueue
{
    public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
        => (message.Provider == NotificationMessages.Provider ? notifications : events).EnqueueAsync(message, notBefore, cancellationToken);
}
