using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Notifications;

/// <summary>A request as a message of the <c>notifications</c> queue, and back.</summary>
public static class NotificationMessages
{
    /// <summary>Service key of the queue's <c>IEventQueue</c> and <c>IQueueReceiver</c>, and its name.</summary>
    public const string QueueName = "notifications";

    /// <summary>Stands where an event's message names its provider, on the desk as well: no provider has this name.</summary>
    public const string Provider = "notifications";

    public const string Subject = "notification";

    public static QueueMessage Write(NotificationRequest request) => new()
    {
        MessageId = Subject + ":" + request.Id,
        Provider = Provider,
        Subject = Subject,
        Identity = new(request.Id),
        OrderId = request.Order.OrderId,
        ReceivedAt = request.RequestedAt,
        Body = JsonSerializer.SerializeToUtf8Bytes(request, NotificationJson.Default.NotificationRequest),
    };

    /// <summary>What a replay needs to know of a letter about a notification.</summary>
    internal static EventScan Scan(DeadLetter letter) => new()
    {
        Status = ScanStatus.Recognised,
        EventName = Subject,
        Identity = new(letter.EventId),
        OrderId = letter.OrderId,
    };

    /// <returns>Null when the body is no request.</returns>
    public static NotificationRequest? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, NotificationJson.Default.NotificationRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(InstantConverter), typeof(EventIdentityConverter)])]
[JsonSerializable(typeof(NotificationRequest))]
internal sealed partial class NotificationJson : JsonSerializerContext;
