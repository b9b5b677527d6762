using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>The sending side of a queue, in memory.</summary>
internal sealed class MemoryQueue : IEventQueue
{
    public List<QueueMessage> Messages { get; } = [];

    public bool IsAway { get; set; }

    public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            throw new QueueUnavailableException("the broker is away");
        }

        Messages.Add(message with { Body = message.Body.ToArray() });
        return ValueTask.FromResult(EnqueueResult.Enqueued);
    }
}
