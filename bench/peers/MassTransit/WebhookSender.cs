using MassTransit;

namespace OrderRelay.Peers.MassTransit;

/// <summary>Sends to the queue's own exchange: no other is between a webhook and its one consumer.</summary>
internal sealed class WebhookSender(IBus bus)
{
    private ISendEndpoint? endpoint;

    /// <summary>Returns once the broker confirmed the message, which for a quorum queue means that it is on disk.</summary>
    public async ValueTask SendAsync(byte[] body, OrderMove move)
    {
        endpoint ??= await bus.GetSendEndpoint(new Uri($"exchange:{Messaging.Queue}"));
        var message = new WebhookReceived
        {
            Identity = move.Identity,
            OrderId = move.OrderId,
            Track = move.Track,
            Status = move.Status,
            Rank = move.Rank,
            At = move.At,
            Body = body,
        };
        await endpoint.Send(message, context => context.MessageId = move.Identity);
    }
}
