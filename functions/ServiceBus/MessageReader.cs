using System.Globalization;
using Azure.Messaging.ServiceBus;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>The broker's message as the pipeline's. One that somebody else put there is read as far as it goes.</summary>
public sealed class MessageReader(IBodyArchive archive)
{
    /// <summary>Reads a message and fetches its body when that lies in a blob.</summary>
    /// <returns>The message, and false when its body could not be found any more.</returns>
    public async Task<(QueueMessage Message, bool HasBody)> ReadAsync(ServiceBusReceivedMessage received, CancellationToken cancellationToken)
    {
        var message = Read(received);
        if (Text(received, MessageProperties.Claim) is not { } claim)
        {
            return (message, true);
        }

        return await archive.GetAsync(claim, cancellationToken) is { } body ? (message with { Body = body }, true) : (message, false);
    }

    /// <summary>Removes the blob of a handled message whose order was erased: its rows do not keep the body, and so nothing else would
    /// remove it. A copy of the same bytes that is still on its way finds none, and its letter says so.</summary>
    public async Task ForgetErasedAsync(ServiceBusReceivedMessage received, IOrderStore orders, CancellationToken cancellationToken)
    {
        if (Text(received, MessageProperties.Claim) is { } claim && Read(received) is { OrderId: { } orderId } message
            && (await orders.LoadAsync([new OrderKey(message.Provider, orderId)], cancellationToken))[0] is { ErasedAt: not null })
        {
            await archive.DeleteAllAsync(claim, cancellationToken);
        }
    }

    /// <summary>How often it was delivered, over all its copies, from 1.</summary>
    public static int AttemptsOf(ServiceBusReceivedMessage received) => EarlierAttempts(received) + Math.Max(1, received.DeliveryCount);

    /// <summary>W3C trace context of the request that sent it: ours, or else whatever the sending SDK set.</summary>
    public static string? TraceParentOf(ServiceBusReceivedMessage received)
        => Text(received, MessageProperties.TraceParent) ?? Text(received, MessageProperties.DiagnosticId);

    private static QueueMessage Read(ServiceBusReceivedMessage received) => new()
    {
        MessageId = received.MessageId,
        Provider = Text(received, MessageProperties.Provider) ?? "unknown",
        Subject = received.Subject ?? "unrecognised",
        Identity = new(Text(received, MessageProperties.Identity) ?? received.MessageId),
        OrderId = Text(received, MessageProperties.OrderId),
        ReceivedAt = Instant(received, MessageProperties.ReceivedAt) ?? received.EnqueuedTime,
        TraceParent = TraceParentOf(received),
        Headers = Text(received, MessageProperties.Headers),
        Body = received.Body.ToMemory(),
        Attempt = EarlierAttempts(received),
        ReplayOf = Text(received, MessageProperties.ReplayOf),
        WithoutNotifications = received.ApplicationProperties.TryGetValue(MessageProperties.WithoutNotifications, out var without) && without is true,
    };

    private static int EarlierAttempts(ServiceBusReceivedMessage received)
        => received.ApplicationProperties.TryGetValue(MessageProperties.Attempt, out var attempt) && attempt is int attempts ? attempts : 0;

    /// <summary>A text property; null when there is none of that name.</summary>
    public static string? Text(ServiceBusReceivedMessage received, string name)
        => received.ApplicationProperties.TryGetValue(name, out var value) ? value as string : null;

    private static DateTimeOffset? Instant(ServiceBusReceivedMessage received, string name)
        => DateTimeOffset.TryParse(Text(received, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;
}
