using OrderRelay.Core.Notifications;

namespace OrderRelay.Functions.Tests.Equality;

/// <summary>A receiver that judges each notification by its id, and keeps what it was given.</summary>
internal sealed class JudgingChannel : IChannelCatalog, INotificationChannel
{
    public List<string> Received { get; } = [];

    public IReadOnlyCollection<string> Names => [Name];

    public string Name => "shop";

    public string MaskedTarget => "https://shop.example/***";

    public INotificationChannel? Find(string name) => name == Name ? this : null;

    public ValueTask<ChannelResult> SendAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        Received.Add(HostTexts.Of(message));
        return ValueTask.FromResult(HostTexts.Answer(message));
    }
}
