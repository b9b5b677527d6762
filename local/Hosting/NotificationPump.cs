using OrderRelay.Core.Notifications;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Hosting;

/// <summary>
/// Moves messages of the notifications queue through their sending, many at once and each settled by itself: a receiver
/// that takes its time holds up nobody but its own channel.
/// </summary>
internal sealed class NotificationPump(
    [FromKeyedServices(NotificationMessages.QueueName)] IQueueReceiver queue,
    SendNotification send,
    DeadLetterSignal deadLetters,
    TimeProvider time,
    ILogger<NotificationPump> logger) : BackgroundService
{
    private const int MostAtOnce = 64;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim free = new(MostAtOnce, MostAtOnce);

    public override void Dispose()
    {
        free.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await free.WaitAsync(stoppingToken);
                await ReceiveAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // The pump must outlive any failure: unsettled messages come back when their lock expires.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.PumpFailed("notification", PauseAfterFailure.TotalSeconds, exception);
                await Task.Delay(PauseAfterFailure, time, CancellationToken.None);
            }
        }

        await FinishAsync();
    }

    /// <summary>One message at a time is received, so that none waits here, its lock running, for a place.</summary>
    private async Task ReceiveAsync(CancellationToken stoppingToken)
    {
        var begun = false;
        try
        {
            var messages = await queue.ReceiveAsync(1, stoppingToken);
            begun = true;
            _ = HandleAsync(messages[0]);
        }
        finally
        {
            if (!begun)
            {
                _ = free.Release();
            }
        }
    }

    /// <summary>What has begun is finished even while stopping: an attempt whose answer nobody notes would be made twice.</summary>
    private async Task HandleAsync(ReceivedMessage message)
    {
        try
        {
            var outcome = await send.HandleAsync(message.Message, CancellationToken.None);
            await queue.SettleAsync([new Settlement(message, outcome)], CancellationToken.None);
            if (outcome is Outcome.DeadLetter)
            {
                deadLetters.Raise();
            }
        }
#pragma warning disable CA1031 // Nobody awaits this: an unsettled message comes back when its lock expires.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.PumpFailed("notification", 0, exception);
        }
        finally
        {
            _ = free.Release();
        }
    }

    private async Task FinishAsync()
    {
        for (var taken = 0; taken < MostAtOnce; taken++)
        {
            await free.WaitAsync(CancellationToken.None);
        }
    }
}
