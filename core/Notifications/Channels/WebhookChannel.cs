using System.Globalization;
using OrderRelay.Core.Authentication;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>
/// An outgoing webhook, signed by Standard Webhooks. The id stays the same over all attempts, the timestamp and the
/// signatures are the attempt's own.
/// </summary>
internal sealed class WebhookChannel : INotificationChannel, IDisposable
{
    private readonly byte[][] keys;
    private readonly HttpSender sender;

    public WebhookChannel(string name, ChannelOptions options, IOutboundNetwork network, TimeProvider time)
    {
        Name = name;
        keys = [.. options.Secrets.Where(static secret => !string.IsNullOrWhiteSpace(secret)).Select(static secret => StandardWebhooksSignature.ReadSecret(secret)!)];
        sender = new(options, network, time);
    }

    public string Name { get; }

    public string MaskedTarget => sender.MaskedUrl;

    public ValueTask<ChannelResult> SendAsync(NotificationMessage message, CancellationToken cancellationToken)
        => sender.PostAsync(
            message.Json,
            [
                new(StandardWebhooksSignature.IdHeader, message.Id),
                new(StandardWebhooksSignature.TimestampHeader, message.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                new(StandardWebhooksSignature.SignatureHeader, Signatures(message)),
            ],
            cancellationToken);

    public void Dispose() => sender.Dispose();

    private string Signatures(NotificationMessage message)
        => string.Join(' ', keys.Select(key => StandardWebhooksSignature.Sign(key, message.Id, message.At, message.Json.Span)));
}
