using OrderRelay.Core.Ports;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>One process's access to the notification world.Log.</summary>
internal sealed class ProcessLog(SimulatedWorld world, SimulatedProcess process) : INotificationLog
{
    public ValueTask AddAsync(NotificationEntry entry, CancellationToken cancellationToken)
        => CallAsync("note request", () => world.Log.AddAsync(entry, cancellationToken));

    public ValueTask PutAsync(NotificationEntry entry, CancellationToken cancellationToken)
        => CallAsync($"note {entry.Status}", () => world.Log.PutAsync(entry, cancellationToken));

    public ValueTask<NotificationEntry?> GetAsync(string id, CancellationToken cancellationToken)
        => CallAsync("look up request", async () =>
        {
            var entry = await world.Log.GetAsync(id, cancellationToken);
            Handling.Current?.LookedUp(id, entry?.Status);
            return entry;
        });

    public ValueTask<NotificationPage> ListAsync(string? provider, string? orderId, string? cursor, int limit, CancellationToken cancellationToken)
        => CallAsync("list requests", () => world.Log.ListAsync(provider, orderId, cursor, limit, cancellationToken));

    public ValueTask<ChannelHealth?> GetHealthAsync(string channel, CancellationToken cancellationToken)
        => CallAsync("get health", () => world.Log.GetHealthAsync(channel, cancellationToken));

    public ValueTask PutHealthAsync(ChannelHealth health, CancellationToken cancellationToken)
        => CallAsync("note health", () => world.Log.PutHealthAsync(health, cancellationToken));

    private ValueTask CallAsync(string what, Func<ValueTask> effect) => process.CallAsync(Port.Log, what, effect);

    private ValueTask<T> CallAsync<T>(string what, Func<ValueTask<T>> effect) => process.CallAsync(Port.Log, what, effect);
}
