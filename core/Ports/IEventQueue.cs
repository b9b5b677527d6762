using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Ports;

/// <summary>The sending side of the <c>order-events</c> queue.</summary>
public interface IEventQueue
{
    /// <summary>Enqueues one message durably.</summary>
    /// <param name="message">The message; one with a <see cref="QueueMessage.MessageId"/> seen within the duplicate window is dropped.</param>
    /// <param name="notBefore">When it may first be delivered; null for at once.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may have been enqueued.</param>
    /// <returns>Once the message survives power loss.</returns>
    /// <exception cref="QueueUnavailableException">It is not enqueued, and trying again later may help.</exception>
    ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken);
}

/// <summary>What became of an enqueued message.</summary>
public enum EnqueueResult
{
    Enqueued,

    /// <summary>Dropped: its id was seen within the duplicate window. Service Bus drops in silence and never says this.</summary>
    Duplicate,
}
