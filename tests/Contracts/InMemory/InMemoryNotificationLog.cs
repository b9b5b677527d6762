using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts.InMemory;

/// <summary>The notification log's promises at their simplest: dictionaries under a lock.</summary>
public sealed class InMemoryNotificationLog : INotificationLog, INotificationExpiry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, NotificationEntry> _entries = [];
    private readonly Dictionary<string, ChannelHealth> _health = [];

    public ValueTask AddAsync(NotificationEntry entry, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _ = _entries.TryAdd(entry.Id, entry);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask PutAsync(NotificationEntry entry, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _entries[entry.Id] = entry.Over(_entries.GetValueOrDefault(entry.Id));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<NotificationEntry?> GetAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_entries.GetValueOrDefault(id));
        }
    }

    public ValueTask<NotificationPage> ListAsync(string? provider, string? orderId, string? cursor, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            List<NotificationEntry> all = [.. _entries.Values
                .Where(entry => (provider is null || entry.Order.Provider == provider) && (orderId is null || entry.Order.OrderId == orderId))
                .OrderByDescending(static entry => entry.RequestedAt)
                .ThenByDescending(static entry => entry.Id, StringComparer.Ordinal)];
            var (page, next) = InMemoryCursor.Page(all, cursor, limit);
            return ValueTask.FromResult(new NotificationPage(page, next));
        }
    }

    public ValueTask<ChannelHealth?> GetHealthAsync(string channel, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_health.GetValueOrDefault(channel));
        }
    }

    public ValueTask PutHealthAsync(ChannelHealth health, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _health[health.Channel] = health;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ExpiryPage> ExpireAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var due = _entries.Values.Where(entry => entry.RequestedAt < before).Select(static entry => entry.Id).Take(limit).ToList();
            due.ForEach(id => _entries.Remove(id));
            return ValueTask.FromResult(new ExpiryPage(due.Count, due.Count == limit ? "more" : null));
        }
    }
}
