using Azure;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>One delivery of <c>notifications</c>: each message by itself, so that a slow receiver holds up no other.</summary>
public sealed class NotificationTurn(MessageReader reader, SendNotification send, [FromKeyedServices(QueueNames.Notifications)] Settlement settlement)
{
    /// <summary>For a message whose body could not be read: its own schedule knows nothing of that.</summary>
    private static readonly TimeSpan ReadAgain = TimeSpan.FromMinutes(1);

    public async Task HandleAsync(ServiceBusReceivedMessage received, ServiceBusMessageActions actions, CancellationToken cancellationToken)
        => await settlement.SettleAsync(received, await SendAsync(received, cancellationToken), actions, cancellationToken);

    private async Task<Outcome> SendAsync(ServiceBusReceivedMessage received, CancellationToken cancellationToken)
    {
        try
        {
            var (message, hasBody) = await reader.ReadAsync(received, cancellationToken);
            return hasBody
                ? await send.HandleAsync(message, cancellationToken)
                : new Outcome.DeadLetter(DeadLetterReason.Unexpected, "the blob with the request is gone");
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            return new Outcome.Retry(ReadAgain, "the blob with the request could not be read");
        }
    }
}
