using System.Globalization;
using OrderRelay.Core.Retention;

namespace OrderRelay.Local.Hosting;

/// <summary>
/// Sweeps each <c>Retention:SweepEvery</c> (<c>01:00:00</c>) what retention ends, a page at a time with a pause behind each, so that
/// requests have the disk between two. A sweep that the end of the process cut off begins anew: what it did is done.
/// </summary>
internal sealed class RetentionPump(SweepRetention sweep, RetentionOptions options, IConfiguration configuration, TimeProvider time, ILogger<RetentionPump> logger) : BackgroundService
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseBetweenPages = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan interval = IntervalFrom(configuration);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Any)
        {
            return;
        }

        try
        {
            while (true)
            {
                await SweepAsync(stoppingToken);
                await Task.Delay(interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (RetentionMark? mark = RetentionMark.Start; mark is { } next; mark = await sweep.HandleAsync(next, stoppingToken))
            {
                await Task.Delay(PauseBetweenPages, time, stoppingToken);
            }
        }
#pragma warning disable CA1031 // The pump must outlive any failure: the next sweep begins anew.
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.PumpFailed("retention", interval.TotalSeconds, exception);
        }
    }

    private static TimeSpan IntervalFrom(IConfiguration configuration)
    {
        var text = configuration["Retention:SweepEvery"];
        return string.IsNullOrWhiteSpace(text) ? DefaultInterval
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var every) && every >= TimeSpan.FromSeconds(1) && every <= TimeSpan.FromDays(1) ? every
            : throw new StartupException("Retention:SweepEvery is a time span from one second to one day, such as 01:00:00 for an hour");
    }
}
