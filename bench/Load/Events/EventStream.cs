namespace OrderRelay.Load.Events;

/// <summary>
/// The events of one connection: it goes round its own open orders, each time one stage further. An order belongs to
/// one connection, which waits for each answer, so its events arrive in the order of its lifecycle. A finished order is
/// followed by a new one in its place, or, with <paramref name="repeatOrders"/>, goes round again.
/// </summary>
/// <param name="connection">This connection's number, from 0.</param>
/// <param name="connections">How many there are; together they share the orders.</param>
/// <param name="openOrders">Orders that are open at one time over all connections; at least one per connection.</param>
/// <param name="stages">Events in an order's life.</param>
/// <param name="repeatOrders">No order beyond <paramref name="openOrders"/>.</param>
internal sealed class EventStream(int connection, int connections, int openOrders, int stages, bool repeatOrders)
{
    // Monday, 5 January 2026, 11:00 UTC: events are a function of the seed alone, never of the clock.
    private const long FirstInstant = 1_767_610_800_000;

    private readonly int slots = (openOrders / connections) + (connection < openOrders % connections ? 1 : 0);
    private int slot;
    private long pass;
    private long sequence;

    /// <summary>Orders begun so far.</summary>
    public long OrdersBegun { get; private set; }

    public EventFacts Next()
    {
        // Orders begin one pass apart, so that at any time every stage is under way.
        while (pass < slot % stages)
            Advance();

        var age = pass - (slot % stages);
        var generation = repeatOrders ? 0 : age / stages;
        var stage = (int)(age % stages);
        if (stage == 0 && (age == 0 || !repeatOrders))
            OrdersBegun++;

        var order = (generation * openOrders) + ((long)slot * connections) + connection;
        var facts = new EventFacts((ulong)order, (ulong)((sequence * connections) + connection), stage, FirstInstant + sequence);
        sequence++;
        Advance();
        return facts;
    }

    private void Advance()
    {
        if (++slot == slots)
        {
            slot = 0;
            pass++;
        }
    }
}
