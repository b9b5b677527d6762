using Microsoft.Extensions.Logging;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// Announces orders that crossed the threshold of silence since the run before, each once: a warning, a count, and the
/// order in the answer. An order whose only news came later than the threshold itself shows as stalled, unannounced.
/// </summary>
public sealed class WatchStalledOrders(ISilentOrders orders, StallPolicy policy, RelayTelemetry telemetry, TimeProvider time, ILogger<WatchStalledOrders> logger)
{
    /// <summary>At most so many orders in one run; the next run goes on where this one ended.</summary>
    public const int MaxPerRun = 500;

    /// <summary>The mark of a watch whose first run announces what crossed the threshold since an instant.</summary>
    public SilenceMark Since(DateTimeOffset instant) => new(instant - policy.After);

    /// <summary>One run.</summary>
    /// <param name="previous">The mark that the run before left; <see cref="Since"/> for the first.</param>
    /// <param name="cancellationToken">Ends the run; repeat it with the same mark.</param>
    /// <exception cref="StoreUnavailableException">Nothing was announced; repeat the run with the same mark.</exception>
    public async ValueTask<StallRun> HandleAsync(SilenceMark previous, CancellationToken cancellationToken)
    {
        // IsStalled asks for a silence longer than the threshold: one tick more than exactly as long.
        var until = time.GetUtcNow() - policy.After - TimeSpan.FromTicks(1);
        if (until <= previous.LastEventAt)
        {
            return new([], previous, More: false);
        }

        var stalled = await orders.FindSilentAsync(previous, until, MaxPerRun, cancellationToken);
        foreach (var order in stalled)
        {
            telemetry.Stalled(order.State.Key.Provider);
            logger.Stalled(order.State.Key.Provider, order.State.Key.OrderId, order.State.LastEventAt, order.State.Headline);
        }

        return stalled.Count < MaxPerRun
            ? new(stalled, new(until), More: false)
            : new(stalled, new(stalled[^1].State.LastEventAt, stalled[^1].State.Key), More: true);
    }
}

/// <summary>What one run of the watch found.</summary>
/// <param name="Stalled">The orders announced, for whoever tells people about them.</param>
/// <param name="Next">The mark for the next run.</param>
/// <param name="More">There may be more already: run again.</param>
public sealed record StallRun(IReadOnlyList<StoredOrder> Stalled, SilenceMark Next, bool More);
