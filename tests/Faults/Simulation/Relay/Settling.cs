using System.Security.Cryptography;
using System.Text;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>
/// Carries outcomes out as each host's settlement does: all in one step and put off in place, or each by itself and put off by a
/// copy with a due time, which can be cut off between the copy and the original.
/// </summary>
internal sealed class Settling(ProcessQueue queue, TimeProvider time, bool isBroker)
{
    public async Task SettleAsync(IReadOnlyList<ReceivedMessage> messages, IReadOnlyList<Outcome> outcomes)
    {
        if (isBroker)
        {
            await Task.WhenAll(messages.Zip(outcomes, SettleAsync));
        }
        else
        {
            await queue.SettleAsync([.. messages.Zip(outcomes, static (message, outcome) => new Settlement(message, outcome))], default);
        }
    }

    private async Task SettleAsync(ReceivedMessage message, Outcome outcome)
    {
        try
        {
            if (outcome is Outcome.Retry retry)
            {
                var now = time.GetUtcNow();
                _ = await queue.EnqueueAsync(Again(message), (message.EnqueuedAt > now ? message.EnqueuedAt : now) + retry.Delay, default);
                outcome = Outcome.Completed.Instance;
            }

            await queue.SettleAsync([new(message, outcome)], default);
        }
        catch (QueueUnavailableException)
        {
            // Left alone: the lock expires, and handling it twice changes nothing.
        }
    }

    private static QueueMessage Again(ReceivedMessage received) => received.Message with
    {
        MessageId = "retry:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{received.Message.MessageId}#{received.DeliveryCount}"))),
        Attempt = received.Message.Attempt + received.DeliveryCount,
    };
}
