using Microsoft.Azure.Functions.Worker;
using OrderRelay.Functions.Tables;

namespace OrderRelay.Functions.Functions;

public sealed class SweepRetention(RetentionSweep sweep)
{
    [Function(nameof(SweepRetention))]
    public Task RunAsync([TimerTrigger("0 30 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
        => sweep.RunAsync(cancellationToken);
}
