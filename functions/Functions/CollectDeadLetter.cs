using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Functions.ServiceBus;

namespace OrderRelay.Functions.Functions;

public sealed class CollectDeadLetter(DeadLetterBatch batch)
{
    [Function(nameof(CollectDeadLetter))]
    public Task RunAsync(
        [ServiceBusTrigger(QueueNames.OrderEvents + QueueNames.DeadLetters, Connection = QueueNames.Connection, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken)
        => batch.HandleAsync(messages, actions, cancellationToken);
}
