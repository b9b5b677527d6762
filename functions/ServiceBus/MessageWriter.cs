using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>A pipeline message as the broker's: the raw body, with what the receiver learnt as properties.</summary>
internal static class MessageWriter
{
    /// <summary>Properties share the message's limit with its body: a longer text is not worth the risk.</summary>
    private const int MaxText = 1024;

    private const string JsonType = "application/json";

    /// <param name="message">The message.</param>
    /// <param name="claim">Where the body lies; null when the message carries it.</param>
    public static ServiceBusMessage Write(QueueMessage message, string? claim)
    {
        var written = new ServiceBusMessage(claim is null ? message.Body : default)
        {
            MessageId = message.MessageId,
            Subject = message.Subject,
            ContentType = JsonType,
        };
        var properties = written.ApplicationProperties;
        properties[MessageProperties.Provider] = message.Provider;
        properties[MessageProperties.Identity] = Bounded(message.Identity.Value);
        properties[MessageProperties.ReceivedAt] = InstantConverter.Write(message.ReceivedAt);
        properties[MessageProperties.Attempt] = message.Attempt;
        Set(properties, MessageProperties.OrderId, message.OrderId is { Length: <= MaxText } orderId ? orderId : null);
        Set(properties, MessageProperties.ReplayOf, message.ReplayOf);
        Set(properties, MessageProperties.Claim, claim);
        Set(properties, MessageProperties.Headers, message.Headers);
        Set(properties, MessageProperties.DiagnosticId, message.TraceParent);
        Set(properties, MessageProperties.TraceParent, message.TraceParent);
        if (message.WithoutNotifications)
        {
            properties[MessageProperties.WithoutNotifications] = true;
        }

        return written;
    }

    /// <summary>
    /// A copy to be delivered later. Its id is new, or duplicate detection would drop it in silence; and it is derived from the
    /// old one and its delivery, so that a settlement that is cut off and done again puts the message off once. Another delivery of the
    /// old one, whose lock was lost meanwhile, makes another copy: the first may be done with by then, and be remembered still.
    /// </summary>
    public static ServiceBusMessage Again(ServiceBusReceivedMessage received, int attempts, DateTimeOffset notBefore)
    {
        var copy = new ServiceBusMessage(received)
        {
            MessageId = $"retry:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{received.MessageId}#{received.DeliveryCount}")))}",
            ScheduledEnqueueTime = notBefore,
        };
        copy.ApplicationProperties[MessageProperties.Attempt] = attempts;
        return copy;
    }

    private static void Set(IDictionary<string, object> properties, string name, string? value)
    {
        if (value is not null)
        {
            properties[name] = value;
        }
    }

    private static string Bounded(string identity) => identity.Length <= MaxText
        ? identity
        : string.Create(CultureInfo.InvariantCulture, $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))}");
}
