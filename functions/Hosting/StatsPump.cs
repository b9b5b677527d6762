using Microsoft.Extensions.Hosting;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Functions.Hosting;

/// <summary>Keeps the history of <c>/api/stats</c>: that of this instance, which only the platform could add up with the others'.</summary>
internal sealed class StatsPump(StatsHistory history) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await history.RunAsync(static _ => ValueTask.FromResult<long?>(null), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
