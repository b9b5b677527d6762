using OrderRelay.Core.Notifications;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Faults.Simulation.Failures;
using OrderRelay.Faults.Simulation.Relay;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Checks;

/// <summary>Holds a world that has come to rest against the invariants, by what was sent and promised and nothing that the relay
/// says of itself. What can only be seen while it happens (I4, I6, a second send) was noted then.</summary>
internal sealed class Invariants(SimulatedWorld world)
{
    private const int All = 10_000;

    private readonly Witness witness = world.Witness;
    private readonly HashSet<(OrderKey, EventIdentity, ContentHash)> inTimelines = [];
    private readonly List<DeadLetter> letters = [];

    public async Task CheckAsync()
    {
        await ReadLettersAsync();
        foreach (var order in (await world.Orders.Store.ListAsync(new(), null, All, default)).Orders)
        {
            CheckOrder(order, await world.Orders.Store.ReadEventsAsync(order.State.Key, default));
        }

        CheckAcknowledged();
        await CheckNotificationsAsync();
    }

    private async Task ReadLettersAsync()
    {
        foreach (var letter in (await world.Desk.ListAsync(new(), null, All, default)).Letters)
        {
            letters.Add((await world.Desk.GetAsync(letter.Id, default))!);
        }

        foreach (var letter in letters.Where(static letter => letter.Provider != NotificationMessages.Provider))
        {
            if (witness.Find(letter.Provider, letter.Body!.Value.Span) is null)
            {
                witness.Broken($"I5: letter {letter.Id} holds bytes that nobody sent");
            }
        }
    }

    /// <summary>I2, I5, and the half of I3 about effects.</summary>
    private void CheckOrder(StoredOrder order, IReadOnlyList<EventRow> rows)
    {
        List<OrderEvent> events = [];
        foreach (var row in rows)
        {
            if (!inTimelines.Add((row.Event.Order, row.Event.Identity, row.Event.Content)))
            {
                witness.Broken($"I3: {row.Event.Identity.Value} is twice in the timeline of {order.State.Key.OrderId}");
            }

            var body = witness.Find(row.Event.Order.Provider, row.Raw!.Value.Span);
            if (body is null)
            {
                witness.Broken($"I5: the bytes of {row.Event.Identity.Value} are none that were sent");
            }
            else if (body.Event is not { } @event || (@event.Identity, @event.Content, @event.Order) != (row.Event.Identity, row.Event.Content, row.Event.Order))
            {
                witness.Broken($"I2: {row.Event.Identity.Value} is not what its body says");
            }
            else
            {
                events.Add(@event);
            }
        }

        if (events.Count == 0 || !OrderJson.Write(OrderProjection.Fold(events).State).AsSpan().SequenceEqual(OrderJson.Write(order.State)))
        {
            witness.Broken($"I2: order {order.State.Key.OrderId} is not the fold of its {rows.Count} events");
        }
    }

    /// <summary>I1.</summary>
    private void CheckAcknowledged()
    {
        foreach (var body in witness.Sent)
        {
            var isKept = (body.Event is { } @event && inTimelines.Contains((@event.Order, @event.Identity, @event.Content)))
                || letters.Exists(letter => letter.Provider == body.Provider && letter.Body!.Value.Span.SequenceEqual(body.Bytes));
            if (body.IsAcknowledged && !isKept)
            {
                witness.Broken($"I1: an acknowledged {(body.Event is null ? "body" : $"event {body.Event.Identity.Value}")} is neither in a timeline nor on the desk");
            }

            if (body.IsRefused && !isKept)
            {
                witness.Broken("I1: a refused body that is no JSON was not kept");
            }

            if (!body.IsGenuine && isKept)
            {
                witness.Broken("I4: a body that came with a wrong credential only was let in");
            }
        }

        foreach (var letter in letters.Where(static letter => letter.Status is not DeadLetterStatus.Resolved && letter.Reason is DeadLetterReason.AttemptsExhausted))
        {
            witness.Broken($"I1: letter {letter.Id} is {letter.Status} though nothing was wrong with it and it was replayed");
        }
    }

    /// <summary>The half of I3 about notifications: each change of a headline was requested, and the one that still holds was sent.</summary>
    private async Task CheckNotificationsAsync()
    {
        var last = new Dictionary<OrderKey, string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in world.Orders.HeadlineChanges)
        {
            if (IsSilent(change))
            {
                _ = last.Remove(change.Order);
                continue;
            }

            var requested = await RequestedAsync(change);
            if (requested is null)
            {
                witness.Broken($"I3: nobody was to be told that {change.Order.OrderId} became {StatusNames.Of(change.After)}");
                _ = last.Remove(change.Order);
                continue;
            }

            // One event id with other contents may bring one headline twice: both are one notification, told once.
            if (known.Add(requested.Id))
            {
                last[change.Order] = requested.Id;
            }
            else
            {
                _ = last.Remove(change.Order);
            }
        }

        foreach (var entry in (await world.Log.ListAsync(null, null, null, All, default)).Entries)
        {
            CheckEntry(entry, last.GetValueOrDefault(entry.Order) == entry.Id);
        }
    }

    private void CheckEntry(NotificationEntry entry, bool isLast)
    {
        var heard = witness.Heard.GetValueOrDefault(entry.Id);
        var isOpen = entry.Status == "pending" || (entry.Status == "failed" && !letters.Exists(letter => letter.EventId == entry.Id));
        if (isOpen)
        {
            witness.Broken($"I3: notification {entry.Id} came to no end: {entry.Status}");
        }

        if (isLast && entry.Status == "skipped" && !letters.Exists(letter => letter.EventId == entry.Id && letter.WithoutNotifications))
        {
            witness.Broken($"I3: the last change of {entry.Order.OrderId} was not told: {entry.Text}");
        }

        if (entry.Status == "sent" && heard == 0)
        {
            witness.Broken($"I3: notification {entry.Id} is said to be sent, and nobody heard it");
        }

        if (heard > 1 && world.Faults.Plan == FaultPlan.None && world.Options.DieAt is null)
        {
            witness.Broken($"I3: notification {entry.Id} was sent {heard} times, and nothing had gone wrong");
        }
    }

    private async Task<NotificationEntry?> RequestedAsync(HeadlineChange change)
    {
        foreach (var row in change.Rows)
        {
            var id = NotificationId.Of(
                change.Order, row.Event.Identity, SimulatedRelay.Rule, SimulatedChannel.ChannelName, "headline:" + StatusNames.Of(change.After));
            if (await world.Log.GetAsync(id, default) is { } entry)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>It came with a replay that was to notify nobody.</summary>
    private bool IsSilent(HeadlineChange change)
        => change.Rows.Any(row => row.Arrival.ReplayOf is { } id && letters.Exists(letter => letter.Id == id && letter.WithoutNotifications));
}
