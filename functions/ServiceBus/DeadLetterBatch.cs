using Azure;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>One delivery of a dead-letter queue: each message is put on the desk, and only then removed here.</summary>
public sealed class DeadLetterBatch(
    MessageReader reader, CollectDeadLetter collect, IOrderStore orders, Settlement settlement, TimeProvider time, ILogger<DeadLetterBatch> logger)
{
    public async Task HandleAsync(IReadOnlyList<ServiceBusReceivedMessage> messages, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            try
            {
                await collect.HandleAsync(await ReadAsync(message, cancellationToken), cancellationToken);
                await reader.ForgetErasedAsync(message, orders, cancellationToken);
            }
            catch (Exception fault) when (fault is StoreUnavailableException or QueueUnavailableException or RequestFailedException)
            {
                // Left locked: it is delivered again, for as long as it takes. This queue gives nothing up.
                logger.NotCollected(message.MessageId, fault);
                continue;
            }

            await settlement.SettleAsync(message, Outcome.Completed.Instance, actions, cancellationToken);
        }
    }

    private async Task<DeadMessage> ReadAsync(ServiceBusReceivedMessage received, CancellationToken cancellationToken)
    {
        var (message, _) = await reader.ReadAsync(received, cancellationToken);
        return new(
            received.SequenceNumber,
            received.DeliveryCount,
            received.EnqueuedTime,
            time.GetUtcNow(),
            DeadLetterWords.Parse(received.DeadLetterReason),
            received.DeadLetterErrorDescription ?? received.DeadLetterReason ?? "the broker gave no reason",
            message)
        {
            ExceptionType = MessageReader.Text(received, MessageProperties.ExceptionType),
        };
    }
}
