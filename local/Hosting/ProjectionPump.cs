using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Hosting;

/// <summary>
/// Moves messages from the queue through the projection, batch by batch, and settles each by its outcome. While one batch is
/// committed the next is received and mapped; they commit one after the other, so an order's events keep their order.
/// </summary>
internal sealed class ProjectionPump(
    IQueueReceiver queue, ProjectOrder project, DeadLetterSignal deadLetters, TimeProvider time, ILogger<ProjectionPump> logger) : BackgroundService
{
    /// <summary>Enough that a commit carries many orders. More would not drain a backlog faster, and what a batch keeps alive makes each
    /// garbage collection, in which requests wait, longer: with 2048 the slowest acknowledgements took three times as long.</summary>
    private const int BatchSize = 128;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private Task<ReceivedBatch>? _next;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
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
        var receiving = _next ?? ReceiveAsync(stoppingToken);
        _next = null;
        var batch = await receiving;
        _next = Task.Run(() => ReceiveAsync(stoppingToken), CancellationToken.None);
        await FinishAsync(batch);
    }

    private async Task<ReceivedBatch> ReceiveAsync(CancellationToken stoppingToken)
    {
        var messages = await queue.ReceiveAsync(BatchSize, stoppingToken);
        var items = new ProjectionItem[messages.Count];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = new(messages[index].Message, messages[index].Message.Attempt + messages[index].DeliveryCount);
        }

        return new(messages, project.Map(items));
    }

    private async Task FinishAsync(ReceivedBatch batch)
    {
        var outcomes = await project.HandleAsync(batch.Mapped, CancellationToken.None);
        var settlements = new Settlement[outcomes.Count];
        var dead = false;
        for (var index = 0; index < settlements.Length; index++)
        {
            settlements[index] = new(batch.Messages[index], outcomes[index]);
            dead |= outcomes[index] is Outcome.DeadLetter;
        }

        await queue.SettleAsync(settlements, CancellationToken.None);
        if (dead)
        {
            deadLetters.Raise();
        }
    }

    private sealed record ReceivedBatch(IReadOnlyList<ReceivedMessage> Messages, MappedBatch Mapped);
}
