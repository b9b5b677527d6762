using Azure;
using Azure.Messaging.ServiceBus;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>
/// The sending side of <c>order-events</c>. The broker has a message durably, on three disks, when the send returns. A body
/// too large for a message goes to a blob first, and the message carries where it lies.
/// </summary>
public sealed class ServiceBusEventQueue(ServiceBusSender sender, IBodyArchive archive, ServiceBusOptions options) : IEventQueue
{
    public async ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(message, message.Body.Length > options.MaxBodyBytes, notBefore, cancellationToken);
            return EnqueueResult.Enqueued;
        }
        catch (Exception fault) when (IsUnavailable(fault, cancellationToken))
        {
            throw new QueueUnavailableException("Service Bus took no message; trying again later may help", fault);
        }
    }

    private async Task SendAsync(QueueMessage message, bool asClaim, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        string? claim = null;
        if (asClaim)
        {
            claim = BodyName.Of(message.Provider, message.OrderId, message.Body.Span);
            await archive.PutAsync(claim, message.Body, cancellationToken);
        }

        var written = MessageWriter.Write(message, claim);
        if (notBefore is { } due)
        {
            written.ScheduledEnqueueTime = due;
        }

        try
        {
            await sender.SendMessageAsync(written, cancellationToken);
        }
        catch (ServiceBusException tooLarge) when (tooLarge.Reason is ServiceBusFailureReason.MessageSizeExceeded && !asClaim)
        {
            // A namespace with a lower limit than configured, or long properties: nothing is lost, only slower.
            await SendAsync(message, asClaim: true, notBefore, cancellationToken);
        }
    }

    /// <summary>Whatever keeps a message out: the broker away or busy, its quota full, no storage for a claim check, or the
    /// role assignment of a new deployment not spread yet.</summary>
    private static bool IsUnavailable(Exception fault, CancellationToken cancellationToken) => fault switch
    {
        ServiceBusException or RequestFailedException or TimeoutException or UnauthorizedAccessException => true,
        IOException or System.Net.Sockets.SocketException or AggregateException => true,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };
}
