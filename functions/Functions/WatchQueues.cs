using Microsoft.Azure.Functions.Worker;
using OrderRelay.Functions.ServiceBus;

namespace OrderRelay.Functions.Functions;

public sealed class WatchQueues(QueueAges ages)
{
    [Function(nameof(WatchQueues))]
    public async Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await ages.ObserveAsync(QueueNames.OrderEvents, cancellationToken);
        await ages.ObserveAsync(QueueNames.Notifications, cancellationToken);
    }
}
