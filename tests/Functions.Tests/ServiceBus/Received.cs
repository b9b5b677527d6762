using Azure.Messaging.ServiceBus;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Functions.ServiceBus;

namespace OrderRelay.Functions.Tests.ServiceBus;

/// <summary>Messages on both sides of the broker.</summary>
internal static class Received
{
    public static readonly DateTimeOffset Noon = new(2025, 3, 13, 12, 0, 0, TimeSpan.Zero);

    public static QueueMessage Message(string body = "{}") => new()
    {
        MessageId = "captain:order_status_updated:1~abc",
        Provider = "captain",
        Subject = "order_status_updated",
        Identity = new EventIdentity("order_status_updated:1"),
        OrderId = "o-1",
        ReceivedAt = Noon.AddTicks(1234567),
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Headers = "content-type: application/json\nuser-agent: curl",
        Body = System.Text.Encoding.UTF8.GetBytes(body),
        Attempt = 2,
        ReplayOf = "letter-1",
        WithoutNotifications = true,
    };

    /// <summary>The message as the broker would deliver it.</summary>
    public static ServiceBusReceivedMessage Of(
        ServiceBusMessage sent, int deliveryCount = 1, string? reason = null, string? description = null, DateTimeOffset? enqueuedAt = null)
    {
        var properties = new Dictionary<string, object>(sent.ApplicationProperties);
        if (reason is not null)
        {
            properties["DeadLetterReason"] = reason;
            properties["DeadLetterErrorDescription"] = description ?? "";
        }

        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: sent.Body, messageId: sent.MessageId, subject: sent.Subject, contentType: sent.ContentType, properties: properties,
            deliveryCount: deliveryCount, enqueuedTime: enqueuedAt ?? Noon, sequenceNumber: 7, lockTokenGuid: Guid.NewGuid());
    }

    public static ServiceBusReceivedMessage Of(QueueMessage message, int deliveryCount = 1, DateTimeOffset? enqueuedAt = null)
        => Of(MessageWriter.Write(message, claim: null), deliveryCount, enqueuedAt: enqueuedAt);
}
