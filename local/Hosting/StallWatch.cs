using System.Globalization;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Hosting;

/// <summary>
/// Runs the watch for stalled orders each <c>Orders:WatchEvery</c> (<c>00:05:00</c>). Where it got to is kept in memory: after
/// a start it looks back one interval, so an order that crossed the threshold while nothing ran shows in lists only.
/// </summary>
internal sealed class StallWatch(WatchStalledOrders watch, RequestNotifications notifications, IConfiguration configuration, TimeProvider time, ILogger<StallWatch> logger) : BackgroundService
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMinutes(5);

    private readonly TimeSpan interval = IntervalFrom(configuration);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        var mark = watch.Since(time.GetUtcNow() - interval);
        do
        {
            mark = await RunAsync(mark, stoppingToken);
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private async Task<SilenceMark> RunAsync(SilenceMark mark, CancellationToken stoppingToken)
    {
        try
        {
            StallRun run;
            do
            {
                run = await watch.HandleAsync(mark, stoppingToken);
                _ = await notifications.HandleAsync(run.Stalled, time.GetUtcNow(), stoppingToken);
                mark = run.Next;
            }
            while (run.More && !stoppingToken.IsCancellationRequested);
        }
#pragma warning disable CA1031 // The watch must outlive any failure: the next run starts from the same mark.
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.PumpFailed("stalled-orders", interval.TotalSeconds, exception);
        }

        return mark;
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static TimeSpan IntervalFrom(IConfiguration configuration)
    {
        var text = configuration["Orders:WatchEvery"];
        return string.IsNullOrWhiteSpace(text) ? DefaultInterval
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var every) && every >= TimeSpan.FromSeconds(1) && every <= TimeSpan.FromDays(1) ? every
            : throw new StartupException("Orders:WatchEvery is a time span from one second to one day, such as 00:05:00 for five minutes");
    }
}
