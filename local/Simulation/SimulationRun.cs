namespace OrderRelay.Local.Simulation;

/// <summary>One run: starts the connections, and knows afterwards what was begun.</summary>
internal sealed class SimulationRun
{
    /// <summary>Orders that live at one time, unless there are more connections than that.</summary>
    private const int OpenOrders = 256;

    private readonly SimulationOptions options;
    private readonly TimeProvider time;
    private readonly Lane[] lanes;
    private long started;

    public SimulationRun(SimulationOptions options, WebhookSender sender, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        Plan = new(options.Traffic);
        var count = (int)Math.Min(options.Connections, options.Orders ?? long.MaxValue);
        var open = Math.Max(1, OpenOrders / count);
        lanes =
        [
            .. Enumerable.Range(0, count).Select(lane => new Lane(
                new(Plan, lane, count, options.Orders ?? long.MaxValue, open, OrderRandom.Of(options.Traffic.Seed, (ulong)lane, 1)),
                new(time, options.Rate, lane, count), sender, options, Tally, time)),
        ];
    }

    public TrafficPlan Plan { get; }

    public SimulationTally Tally { get; } = new();

    /// <summary>From the first request to the last answer.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Orders of which something was sent.</summary>
    public long Orders => lanes.Sum(static lane => lane.Traffic.Begun) - lanes.Sum(static lane => lane.Traffic.Unfinished.Count(static order => order.Sent == 0));

    /// <summary>How much of the run is done, from 0 to 1.</summary>
    public double Part => Math.Min(1, Math.Max(
        options.Orders is { } orders ? lanes.Sum(static lane => (double)lane.Traffic.Finished) / orders : 0,
        options.Duration is { } duration ? time.GetElapsedTime(started) / duration : 0));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        started = time.GetTimestamp();
        var until = options.Duration is { } duration ? started + (long)(duration.TotalSeconds * time.TimestampFrequency) : long.MaxValue;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = lanes.Select(lane => Task.Run(() => lane.RunAsync(started, until, stop.Token), CancellationToken.None)).ToArray();
        try
        {
            // The first failure stops the others; only a bug or the caller causes one.
            await foreach (var ended in Task.WhenEach(running))
            {
                await ended;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Took = time.GetElapsedTime(started);
        }
    }

    /// <summary>The numbers of the orders of which something was sent.</summary>
    public IEnumerable<long> Begun()
    {
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var unsent = lanes[lane].Traffic.Unfinished.Where(static order => order.Sent == 0).Select(static order => order.Number).ToHashSet();
            for (var index = 0L; index < lanes[lane].Traffic.Begun; index++)
            {
                if (lane + (index * lanes.Length) is var number && !unsent.Contains(number))
                {
                    yield return number;
                }
            }
        }
    }

    /// <summary>What is true of an order. It is made up again rather than remembered: that costs time, not memory.</summary>
    public OrderTruth TruthOf(long number)
    {
        var order = Plan.Order(number);
        var (_, sent) = lanes[number % lanes.Length].Traffic.Unfinished
            .FirstOrDefault(unfinished => unfinished.Number == number, (Number: number, Sent: order.Sends.Count));
        return TruthOracle.Of(order, sent);
    }
}
