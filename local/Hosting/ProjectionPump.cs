using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Hosting;

/// <summary>Moves messages from the queue through the projection, batch by batch, and settles each by its outcome.</summary>
internal sealed class ProjectionPump(
    IQueueReceiver queue, ProjectOrder project, DeadLetterSignal deadLetters, TimeProvider time, ILogger<ProjectionPump> logger) : BackgroundService
{
    /// <summary>Enough that one commit carries many orders, little enough that a batch stays in the cache.</summary>
    private const int BatchSize = 2048;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PumpOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The pump must outlive any failure: unsettled messages come back when their lock expires.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.PumpFailed("projection", PauseAfterFailure.TotalSeconds, exception);
                await Task.Delay(PauseAfterFailure, time, CancellationToken.None);
            }
        }
    }

    /// <summary>One batch. Once received it is finished even while stopping, so that nothing is projected twice for nothing.</summary>
    private async Task PumpOnceAsync(CancellationToken stoppingToken)
    {
        var messages = await queue.ReceiveAsync(BatchSize, stoppingToken);
        var items = new ProjectionItem[messages.Count];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = new(messages[index].Message, messages[index].Message.Attempt + messages[index].DeliveryCount);
        }

        var outcomes = await project.HandleAsync(items, CancellationToken.None);
        var settlements = new Settlement[items.Length];
        var dead = false;
        for (var index = 0; index < settlements.Length; index++)
        {
            settlements[index] = new(messages[index], outcomes[index]);
            dead |= outcomes[index] is Outcome.DeadLetter;
        }

        await queue.SettleAsync(settlements, CancellationToken.None);
        if (dead)
        {
            deadLetters.Raise();
        }
    }
}
