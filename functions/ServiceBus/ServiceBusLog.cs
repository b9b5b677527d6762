using Microsoft.Extensions.Logging;

namespace OrderRelay.Functions.ServiceBus;

internal static partial class ServiceBusLog
{
    [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} (delivery {DeliveryCount}) could not be settled: its lock expires and it is delivered again")]
    public static partial void NotSettled(this ILogger logger, string messageId, int deliveryCount, Exception fault);

    [LoggerMessage(2, LogLevel.Warning, "Dead-lettered message {MessageId} is not on the desk yet: it is delivered again")]
    public static partial void NotCollected(this ILogger logger, string messageId, Exception fault);
}
