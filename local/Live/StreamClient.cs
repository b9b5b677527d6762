using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Live;

/// <summary>
/// What waits for one client: of each order its newest state, the newest events, the newest figures. Bounded: a client that
/// does not keep up loses the oldest, and hears how many. Whoever adds never waits for the client.
/// </summary>
internal sealed class StreamClient(StreamFilter filter, bool wantsEvents) : IDisposable
{
    public const int MaxOrders = 2_000;
    public const int MaxEvents = 4_000;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim woken = new(0, 1);
    private readonly Dictionary<OrderKey, OrderState> orders = [];
    private readonly Queue<OrderKey> changed = new();
    private readonly Queue<ProjectedEvent> events = new();
    private ReadOnlyMemory<byte> stats;
    private long? desk;
    private bool deskChanged;
    private long dropped;
    private bool isWoken;

    public void Add(ProjectedEvent projected)
    {
        if (!filter.Wants(projected))
        {
            return;
        }

        lock (gate)
        {
            if (projected.ChangedOrder)
            {
                AddOrder(projected.State);
            }

            if (wantsEvents)
            {
                events.Enqueue(projected);
                dropped += events.Count > MaxEvents && events.TryDequeue(out _) ? 1 : 0;
            }

            Wake();
        }
    }

    /// <param name="body">The answer of <c>GET /api/stats</c>.</param>
    public void AddStats(ReadOnlyMemory<byte> body)
    {
        lock (gate)
        {
            stats = body;
            Wake();
        }
    }

    /// <param name="open">Open letters; not told again while it stays the same.</param>
    public void AddDesk(long open)
    {
        lock (gate)
        {
            if (open != desk)
            {
                (desk, deskChanged) = (open, true);
                Wake();
            }
        }
    }

    /// <summary>Returns once something waits, or after this long.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => woken.WaitAsync(longest, cancellationToken);

    /// <summary>Takes all that waits.</summary>
    public StreamBatch Take()
    {
        lock (gate)
        {
            var taken = new StreamBatch(dropped, [.. changed.Select(key => orders[key])], [.. events], stats, deskChanged ? desk : null);
            orders.Clear();
            changed.Clear();
            events.Clear();
            (stats, deskChanged, dropped, isWoken) = (default, false, 0, false);
            return taken;
        }
    }

    public void Dispose() => woken.Dispose();

    private void AddOrder(OrderState state)
    {
        if (!orders.TryAdd(state.Key, state))
        {
            orders[state.Key] = state;
            return;
        }

        changed.Enqueue(state.Key);
        if (changed.Count > MaxOrders)
        {
            _ = orders.Remove(changed.Dequeue());
            dropped++;
        }
    }

    private void Wake()
    {
        if (!isWoken)
        {
            isWoken = true;
            if (woken.CurrentCount == 0)
            {
                _ = woken.Release();
            }
        }
    }
}

/// <summary>What is written to a client together.</summary>
/// <param name="Dropped">Records that it lost before these.</param>
/// <param name="Orders">In the order of their first change.</param>
/// <param name="Events">As they were projected.</param>
/// <param name="Stats">Empty when there are no new ones.</param>
/// <param name="OpenLetters">Null when their number is as before.</param>
internal sealed record StreamBatch(
    long Dropped, IReadOnlyList<OrderState> Orders, IReadOnlyList<ProjectedEvent> Events, ReadOnlyMemory<byte> Stats, long? OpenLetters);
