using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Notifications;

/// <summary>Queue and log of a host that brings none of its own: it tells nobody, and has nothing to show.</summary>
internal sealed class AbsentNotifications : IEventQueue, INotificationLog
{
    public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
        => throw new QueueUnavailableException("this host has no queue for notifications: remove Notifications:Rules");

    public ValueTask AddAsync(NotificationEntry entry, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask PutAsync(NotificationEntry entry, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<NotificationEntry?> GetAsync(string id, CancellationToken cancellationToken) => ValueTask.FromResult<NotificationEntry?>(null);

    public ValueTask<NotificationPage> ListAsync(string? provider, string? orderId, string? cursor, int limit, CancellationToken cancellationToken)
        => ValueTask.FromResult(new NotificationPage([], null));

    public ValueTask<ChannelHealth?> GetHealthAsync(string channel, CancellationToken cancellationToken) => ValueTask.FromResult<ChannelHealth?>(null);

    public ValueTask PutHealthAsync(ChannelHealth health, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
