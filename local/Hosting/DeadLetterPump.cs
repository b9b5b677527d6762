using OrderRelay.Core.Notifications;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Hosting;

/// <summary>Carries dead-lettered messages from both queues to the desk: first stored there, then removed here.</summary>
internal sealed class DeadLetterPump(
    IQueueReceiver events,
    [FromKeyedServices(NotificationMessages.QueueName)] IQueueReceiver notifications,
    CollectDeadLetter collect,
    DeadLetterSignal signal,
    ILogger<DeadLetterPump> logger) : BackgroundService
{
    private const int BatchSize = 100;

    /// <summary>The queue itself dead-letters a message that was delivered too often; nobody signals that.</summary>
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await CollectOnceAsync(events, stoppingToken) | await CollectOnceAsync(notifications, stoppingToken))
                {
                }

                await signal.WaitAsync(LookAnyway, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The pump must outlive any failure: what it did not remove, it finds again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.PumpFailed("dead-letter", LookAnyway.TotalSeconds, exception);
                await signal.WaitAsync(LookAnyway, CancellationToken.None);
            }
        }
    }

    /// <returns>True when there may be more.</returns>
    private async Task<bool> CollectOnceAsync(IQueueReceiver queue, CancellationToken cancellationToken)
    {
        var dead = await queue.PeekDeadAsync(BatchSize, cancellationToken);
        if (dead.Count == 0)
        {
            return false;
        }

        foreach (var message in dead)
        {
            await collect.HandleAsync(message, cancellationToken);
        }

        await queue.RemoveDeadAsync([.. dead.Select(static message => message.SequenceNumber)], cancellationToken);
        return dead.Count == BatchSize;
    }
}
