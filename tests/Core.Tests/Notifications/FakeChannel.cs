using OrderRelay.Core.Notifications;

namespace OrderRelay.Core.Tests.Notifications;

/// <summary>A receiver that answers as a test wants.</summary>
internal sealed class FakeChannel(string name) : INotificationChannel
{
    public static ChannelResult Ok { get; } = new(ChannelStatus.Delivered, "HTTP 200");

    public static ChannelResult Down { get; } = new(ChannelStatus.Passing, "HTTP 503");

    public string Name => name;

    public string MaskedTarget => $"https://{name}.example/***";

    public List<NotificationMessage> Received { get; } = [];

    public Func<NotificationMessage, Task<ChannelResult>> Answer { get; set; } = static _ => Task.FromResult(Ok);

    public async ValueTask<ChannelResult> SendAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        Received.Add(message);
        return await Answer(message);
    }
}
