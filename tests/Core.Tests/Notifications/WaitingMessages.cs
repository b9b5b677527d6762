using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Tests.Notifications;

/// <summary>The notifications queue, which outlives the process. A message leaves it when it is settled.</summary>
internal sealed class WaitingMessages(TimeProvider time, Func<Steps> steps) : IEventQueue
{
    private readonly HashSet<string> seen = [];

    public List<(QueueMessage Message, DateTimeOffset Due)> Waiting { get; } = [];

    public List<(QueueMessage Message, Outcome.DeadLetter Reason)> Dead { get; } = [];

    public bool IsAway { get; set; }

    /// <summary>What was enqueued may be enqueued again: the duplicate window is over.</summary>
    public bool Forgets { get; set; }

    public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            throw new QueueUnavailableException("the broker is away");
        }

        steps().Take("before enqueue");
        var result = seen.Add(message.MessageId) || Forgets ? EnqueueResult.Enqueued : EnqueueResult.Duplicate;
        if (result is EnqueueResult.Enqueued)
        {
            Waiting.Add((message, notBefore ?? time.GetUtcNow()));
        }

        steps().Take("after enqueue");
        return ValueTask.FromResult(result);
    }

    /// <summary>Handles every message that is due, once; what is put off gets its time.</summary>
    /// <returns>The outcomes.</returns>
    public async Task<List<Outcome>> DeliverAsync(Func<QueueMessage, ValueTask<Outcome>> handle)
    {
        List<Outcome> outcomes = [];
        foreach (var waiting in Waiting.Where(waiting => waiting.Due <= time.GetUtcNow()).ToList())
        {
            var outcome = await handle(waiting.Message);
            steps().Take("before settle");
            _ = Waiting.Remove(waiting);
            outcomes.Add(outcome);
            if (outcome is Outcome.Retry retry)
            {
                Waiting.Add((waiting.Message, time.GetUtcNow() + retry.Delay));
            }
            else if (outcome is Outcome.DeadLetter dead)
            {
                Dead.Add((waiting.Message, dead));
            }
        }

        return outcomes;
    }
}
