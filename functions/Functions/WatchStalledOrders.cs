using Microsoft.Azure.Functions.Worker;
using OrderRelay.Functions.Tables;

namespace OrderRelay.Functions.Functions;

public sealed class WatchStalledOrders(StallWatch watch)
{
    [Function(nameof(WatchStalledOrders))]
    public Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
        => watch.RunAsync(cancellationToken);
}
