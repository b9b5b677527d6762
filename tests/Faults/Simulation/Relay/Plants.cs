using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using OrderRelay.Faults.Simulation.Failures;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>Puts the breaks that a world is to have around a process's ports. Without any it hands them back as they are.</summary>
internal sealed class Plants(SimulatedWorld world, SimulatedProcess process)
{
    private Plant Plant => world.Options.Plant;

    public ProviderCatalog OnProviders() => Plant.HasFlag(Plant.IdentityPerDelivery)
        ? new(ProviderCatalog.Default.All.Select(provider => new FreshIdentities(provider, world.Random)))
        : ProviderCatalog.Default;

    public IEventQueue OnEvents(IEventQueue queue)
    {
        if (Plant.HasFlag(Plant.BodiesRewritten))
        {
            return new RewritingQueue(queue);
        }

        return Plant.HasFlag(Plant.AcknowledgeBeforeDurable) ? new LazyQueue(process, queue) : queue;
    }

    public IEventQueue OnNotifications(IEventQueue queue) => Plant.HasFlag(Plant.SettleBeforeNotify) ? new LazyQueue(process, queue) : queue;

    public IOrderStore OnOrders(IOrderStore orders) => Plant.HasFlag(Plant.RereadsHistory) ? new ThoroughOrders(orders) : orders;

    public INotificationLog OnLog(INotificationLog log) => Plant.HasFlag(Plant.ForgetsSent) ? new ForgetfulLog(log) : log;

    /// <summary>Says that it has a message, and sees to it afterwards.</summary>
    private sealed class LazyQueue(SimulatedProcess process, IEventQueue queue) : IEventQueue
    {
        public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
        {
            var copy = message with { Body = message.Body.ToArray() };
            process.Start(async () =>
            {
                try
                {
                    _ = await queue.EnqueueAsync(copy, notBefore, default);
                }
                catch (QueueUnavailableException)
                {
                    // Nobody is left to be told.
                }
            });
            return ValueTask.FromResult(EnqueueResult.Enqueued);
        }
    }

    private sealed class RewritingQueue(IEventQueue queue) : IEventQueue
    {
        public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
            => queue.EnqueueAsync(
                message with { Body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(System.Text.Json.Nodes.JsonNode.Parse(message.Body.Span)) },
                notBefore, cancellationToken);
    }

    /// <summary>Reads all rows of whatever is loaded.</summary>
    private sealed class ThoroughOrders(IOrderStore orders) : IOrderStore
    {
        public async ValueTask<IReadOnlyList<StoredOrder?>> LoadAsync(IReadOnlyList<OrderKey> keys, CancellationToken cancellationToken)
        {
            foreach (var key in keys)
            {
                _ = await orders.ReadEventsAsync(key, cancellationToken);
            }

            return await orders.LoadAsync(keys, cancellationToken);
        }

        public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(OrderKey key, CancellationToken cancellationToken)
            => orders.ReadEventsAsync(key, cancellationToken);

        public ValueTask<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
            => orders.CommitAsync(changes, cancellationToken);
    }

    /// <summary>Does not note that something was sent.</summary>
    private sealed class ForgetfulLog(INotificationLog log) : INotificationLog
    {
        public ValueTask AddAsync(NotificationEntry entry, CancellationToken cancellationToken) => log.AddAsync(entry, cancellationToken);

        public ValueTask PutAsync(NotificationEntry entry, CancellationToken cancellationToken)
            => entry.Status == "sent" ? ValueTask.CompletedTask : log.PutAsync(entry, cancellationToken);

        public ValueTask<NotificationEntry?> GetAsync(string id, CancellationToken cancellationToken) => log.GetAsync(id, cancellationToken);

        public ValueTask<NotificationPage> ListAsync(string? provider, string? orderId, string? cursor, int limit, CancellationToken cancellationToken)
            => log.ListAsync(provider, orderId, cursor, limit, cancellationToken);

        public ValueTask<ChannelHealth?> GetHealthAsync(string channel, CancellationToken cancellationToken) => log.GetHealthAsync(channel, cancellationToken);

        public ValueTask PutHealthAsync(ChannelHealth health, CancellationToken cancellationToken) => log.PutHealthAsync(health, cancellationToken);
    }

    /// <summary>Calls each delivery of an event an event of its own.</summary>
    private sealed class FreshIdentities(IProvider provider, Random random) : IProvider
    {
        public string Name => provider.Name;

        public string DisplayName => provider.DisplayName;

        public AuthenticationDefaults Authentication => provider.Authentication;

        public EventScan Scan(ReadOnlySpan<byte> body) => provider.Scan(body);

        public MappedEvent Map(ReadOnlyMemory<byte> body) => provider.Map(body) is { Event: { } @event } mapped
            ? MappedEvent.Of(@event with { Identity = new($"{@event.Identity.Value}#{random.Next()}") }, mapped.DeliveryAttempt, mapped.SentAt)
            : provider.Map(body);
    }
}
