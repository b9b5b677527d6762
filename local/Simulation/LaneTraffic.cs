namespace OrderRelay.Local.Simulation;

/// <summary>
/// The webhooks of one connection: those of every so manieth order, several orders open at a time and mixed at random. An
/// order belongs to one connection, which waits for each answer, so that nothing arrives out of order but what is meant to.
/// </summary>
/// <param name="plan">Makes up the orders.</param>
/// <param name="lane">The connection's place among <paramref name="lanes"/>, from 0.</param>
/// <param name="lanes">How many connections there are.</param>
/// <param name="orders">How many orders there are in all.</param>
/// <param name="open">How many of its orders are open at a time.</param>
/// <param name="random">Mixes them.</param>
internal sealed class LaneTraffic(TrafficPlan plan, int lane, int lanes, long orders, int open, Random random)
{
    private readonly List<OpenOrder> going = new(open);
    private long finished;

    /// <summary>Orders begun so far; their numbers are <c>lane + lanes * k</c>.</summary>
    public long Begun { get; private set; }

    /// <summary>Orders of which everything was sent.</summary>
    public long Finished => Volatile.Read(ref finished);

    /// <summary>The orders that are in the middle of their story, each with how many of its webhooks were sent.</summary>
    public IEnumerable<(long Number, int Sent)> Unfinished => going.Select(static order => (order.Order.Number, order.Sent));

    /// <summary>The next webhook.</summary>
    /// <returns>Null when every order's were sent.</returns>
    public LaneSend? Next()
    {
        while (going.Count < open && lane + (Begun * lanes) is var number && number < orders)
        {
            going.Add(new(plan.Order(number)));
            Begun++;
        }

        if (going.Count == 0)
        {
            return null;
        }

        var index = random.Next(going.Count);
        var order = going[index];
        var send = order.Order.Sends[order.Sent++];
        var happened = send.Event.At;
        var overtaken = send.Kind is SendKind.Event && happened < order.Latest;
        order.Latest = happened > order.Latest ? happened : order.Latest;
        if (order.Sent == order.Order.Sends.Count)
        {
            going[index] = going[^1];
            going.RemoveAt(going.Count - 1);
            Volatile.Write(ref finished, finished + 1);
        }

        return new(order.Order.Dialect, send, overtaken);
    }

    private sealed class OpenOrder(SimulatedOrder order)
    {
        public SimulatedOrder Order => order;

        public int Sent { get; set; }

        public DateTimeOffset Latest { get; set; }
    }
}

/// <summary>One webhook on its way.</summary>
/// <param name="Dialect">Whose it is.</param>
/// <param name="Send">What it is.</param>
/// <param name="Overtaken">Something that happened later was sent before it.</param>
internal sealed record LaneSend(Dialect Dialect, PlannedSend Send, bool Overtaken);
