using OrderRelay.Core.Ports;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Local.Hosting;

/// <summary>Keeps the history of <c>/api/stats</c>.</summary>
internal sealed class StatsPump(StatsHistory history, IQueueDepthSource queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await history.RunAsync(async cancellationToken => (await queue.GetDepthAsync(cancellationToken))?.Active, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
