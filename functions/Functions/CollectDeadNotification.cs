using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Functions.ServiceBus;

namespace OrderRelay.Functions.Functions;

public sealed class CollectDeadNotification(DeadLetterBatch batch)
{
    [Function(nameof(CollectDeadNotification))]
    public Task RunAsync(
        [ServiceBusTrigger(QueueNames.Notifications + QueueNames.DeadLetters, Connection = QueueNames.Connection, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken)
        => batch.HandleAsync(messages, actions, cancellationToken);
}
