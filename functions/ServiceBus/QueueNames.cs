using OrderRelay.Core.Notifications;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>The queues, by the names that the infrastructure and the emulator give them.</summary>
public static class QueueNames
{
    public const string OrderEvents = "order-events";
    public const string Notifications = NotificationMessages.QueueName;

    /// <summary>Behind a queue's name: what it gave up on.</summary>
    public const string DeadLetters = "/$deadletterqueue";

    /// <summary>The application setting that names the namespace: a connection string, or a prefix of identity settings.</summary>
    public const string Connection = "ServiceBusConnection";
}
