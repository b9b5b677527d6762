using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Functions.ServiceBus;

namespace OrderRelay.Functions.Functions;

public sealed class SendNotification(NotificationTurn turn)
{
    [Function(nameof(SendNotification))]
    public Task RunAsync(
        [ServiceBusTrigger(QueueNames.Notifications, Connection = QueueNames.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken)
        => turn.HandleAsync(message, actions, cancellationToken);
}
