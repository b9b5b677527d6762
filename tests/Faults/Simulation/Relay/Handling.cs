using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using OrderRelay.Faults.Simulation.Checks;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>One handling of one batch or message, followed through all its awaits: what it asked of the stores, and why it had to.</summary>
internal sealed class Handling(Witness witness, IReadOnlyList<QueueMessage> messages)
{
    private static readonly AsyncLocal<Handling?> Flowing = new();

    private readonly Dictionary<string, string?> statuses = new(StringComparer.Ordinal);
    private int loads;
    private int commits;
    private int conflicts;

    public static Handling? Current => Flowing.Value;

    /// <summary>From here on, in this flow.</summary>
    public static Handling Begin(Witness witness, IReadOnlyList<QueueMessage> messages)
        => Flowing.Value = new(witness, messages);

    public void Loaded(int orders) => loads += orders;

    public void Committed(CommitResult result)
    {
        commits++;
        conflicts += result is CommitResult.Committed ? 0 : 1;
    }

    /// <summary>An order's history is read only where an event is late, known already, or lost a race.</summary>
    public void ReadHistory(OrderKey key, IReadOnlyList<EventRow> rows, StoredOrder? stored)
    {
        if (conflicts > 0)
        {
            return;
        }

        var events = EventsOf(key);
        var hasCause = events.Select(static @event => @event.Identity).Distinct().Count() < events.Count
            || events.Exists(@event => !OrderProjection.IsInOrder(stored?.State, @event) || rows.Any(row => row.Event.Identity == @event.Identity));
        if (!hasCause)
        {
            witness.Broken($"I6: {rows.Count} rows of {key.OrderId} were read for events that came in order");
        }
    }

    /// <summary>The handling is over: one look and one write for each order is enough where nobody came between.</summary>
    public void End()
    {
        var orders = messages.Select(static message => (message.Provider, message.OrderId)).Distinct().Count();
        if (conflicts == 0 && (loads > orders || commits > orders))
        {
            witness.Broken($"I6: {loads} loads and {commits} commits for {messages.Count} events of {orders} orders");
        }
    }

    public void LookedUp(string id, string? status) => statuses[id] = status;

    /// <summary>What this handling found a notification to be before it sent it.</summary>
    public string? StatusOf(string id) => statuses.GetValueOrDefault(id);

    private List<OrderEvent> EventsOf(OrderKey key)
    {
        List<OrderEvent> events = [];
        foreach (var message in messages)
        {
            if (message.OrderId == key.OrderId && ProviderCatalog.Default.Find(message.Provider)?.Map(message.Body).Event is { } @event)
            {
                events.Add(@event);
            }
        }

        return events;
    }
}
