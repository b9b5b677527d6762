using OrderRelay.Core.Notifications;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>A catalogue of one channel, <c>shop</c>, that answers as it is told and remembers what it was given.</summary>
internal sealed class ScriptedChannels : IChannelCatalog, INotificationChannel
{
    public List<NotificationMessage> Sent { get; } = [];

    public ChannelResult Answer { get; set; } = new(ChannelStatus.Delivered, "HTTP 200");

    public IReadOnlyCollection<string> Names => [Name];

    public string Name => "shop";

    public string MaskedTarget => "https://shop.example/***";

    public INotificationChannel? Find(string name) => name == Name ? this : null;

    public ValueTask<ChannelResult> SendAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        Sent.Add(message);
        return ValueTask.FromResult(Answer);
    }
}
