namespace OrderRelay.Core.Notifications.Channels;

/// <summary>A chat room behind an incoming webhook; what the room's product wants to read is its payload's business.</summary>
/// <param name="name">The channel's name in configuration.</param>
/// <param name="sender">To the room's address.</param>
/// <param name="payload">Writes a message as the product reads it.</param>
internal sealed class ChatChannel(string name, HttpSender sender, Func<NotificationMessage, byte[]> payload) : INotificationChannel, IDisposable
{
    public string Name => name;

    public string MaskedTarget => sender.MaskedUrl;

    public ValueTask<ChannelResult> SendAsync(NotificationMessage message, CancellationToken cancellationToken)
        => sender.PostAsync(payload(message), [], cancellationToken);

    public void Dispose() => sender.Dispose();
}
