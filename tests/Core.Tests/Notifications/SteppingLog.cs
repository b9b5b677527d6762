using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Tests.Notifications;

/// <summary>A notification log that outlives the process; each write is a step before and a step after.</summary>
internal sealed class SteppingLog(Func<Steps> steps) : INotificationLog
{
    private readonly InMemoryNotificationLog inner = new();

    public bool IsAway { get; set; }

    public ValueTask AddAsync(NotificationEntry entry, CancellationToken cancellationToken)
        => StepAsync("log " + entry.Status, () => inner.AddAsync(entry, cancellationToken));

    public ValueTask PutAsync(NotificationEntry entry, CancellationToken cancellationToken)
        => StepAsync("log " + entry.Status, () => inner.PutAsync(entry, cancellationToken));

    public ValueTask PutHealthAsync(ChannelHealth health, CancellationToken cancellationToken)
        => StepAsync("log health", () => inner.PutHealthAsync(health, cancellationToken));

    public ValueTask<NotificationEntry?> GetAsync(string id, CancellationToken cancellationToken)
        => IsAway ? throw new StoreUnavailableException("the log is away") : inner.GetAsync(id, cancellationToken);

    public ValueTask<NotificationPage> ListAsync(string? provider, string? orderId, string? cursor, int limit, CancellationToken cancellationToken)
        => inner.ListAsync(provider, orderId, cursor, limit, cancellationToken);

    public ValueTask<ChannelHealth?> GetHealthAsync(string channel, CancellationToken cancellationToken)
        => inner.GetHealthAsync(channel, cancellationToken);

    private async ValueTask StepAsync(string name, Func<ValueTask> write)
    {
        if (IsAway)
        {
            throw new StoreUnavailableException("the log is away");
        }

        steps().Take("before " + name);
        await write();
        steps().Take("after " + name);
    }
}
