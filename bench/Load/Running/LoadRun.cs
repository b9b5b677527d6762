using System.Diagnostics;
using OrderRelay.Load.Events;
using OrderRelay.Load.Http;
using OrderRelay.Load.Measuring;
using OrderRelay.Load.Reporting;

namespace OrderRelay.Load.Running;

/// <summary>One run: starts the workers, samples the processes at the window's edges, adds up.</summary>
internal static class LoadRun
{
    public static async Task<LoadResult> RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var templates = RequestTemplates.Build(options);
        var connections = Enumerable.Range(0, options.Connections)
            .Select(i => new Connection(options.Target.EndPoint, new EventStream(i, options.Connections, options.Orders, templates.Length, options.RepeatOrders)))
            .ToArray();

        using var probe = options.Stats is { } stats ? new ProjectionProbe(stats, options.ServerPids) : null;
        var empty = probe is null ? null : await probe.MarkAsync(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var from = start + Window.Ticks(options.Warmup);
        var window = new Window(start, from, from + Window.Ticks(options.Duration));
        var workers = Enumerable.Range(0, options.Threads).Select(i => Worker(options, window, i, connections)).ToArray();
        var running = Task.WhenAll(workers.Select(worker => Task.Factory.StartNew(
            () => worker.Run(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        await WaitUntilAsync(window.From, running, stop.Token);
        var before = Usage.Sample(options.ServerPids);
        var opened = probe is null ? null : await probe.MarkAsync(stop.Token);
        await WaitUntilAsync(window.Until, running, stop.Token);
        var after = Usage.Sample(options.ServerPids);
        await running;

        var total = new Tally(window);
        foreach (var worker in workers)
            total.Add(worker.Tally);

        foreach (var connection in connections)
            connection.Dispose();

        var sent = new SentEvents(connections.Sum(c => c.Events.OrdersBegun), templates.Average(t => (double)t.BodyBytes));
        var result = LoadResult.Of(options, window, total, before, after, sent);
        return probe is null ? result : result with
        {
            Projection = await probe.WaitAsync(opened!, empty!.Projected + total.AcceptedInAll, options.CatchUp, cancellationToken),
        };
    }

    private static Worker Worker(LoadOptions options, Window window, int index, Connection[] all)
    {
        var mine = all.Where((_, i) => i % options.Threads == index).ToArray();
        var requests = options.Requests is { } sum
            ? (sum / options.Threads) + (index < sum % options.Threads ? 1 : 0)
            : long.MaxValue;

        var ticksPerRequest = options.Rate is { } rate ? Stopwatch.Frequency / rate : 0;
        var schedule = ticksPerRequest == 0
            ? Schedule.Closed(window, requests)
            : Schedule.Open(window, requests, ticksPerRequest * options.Threads, ticksPerRequest * index);

        return new Worker(options, window, schedule, mine, RequestTemplates.Build(options));
    }

    private static async Task WaitUntilAsync(long ticks, Task running, CancellationToken cancellationToken)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), ticks);
        if (left > TimeSpan.Zero)
            await Task.WhenAny(running, Task.Delay(left, cancellationToken));
    }
}
