using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Faults.Simulation.Failures;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>
/// Moves messages through the handlers as the hosts do. Theirs cannot run here: the local host's pumps take threads from the
/// pool, and the triggers of the other are called by Azure. What they decide is the handlers' affair; what is left is in here.
/// </summary>
internal sealed class Pumps(SimulatedWorld world, SimulatedRelay relay)
{
    private const int DeadBatch = 100;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private readonly Settling events = new(relay.Events, relay.Process.Time, world.Shape.IsBroker);
    private readonly Settling notifications = new(relay.Notifications, relay.Process.Time, world.Shape.IsBroker);

    public void Start()
    {
        for (var count = 0; count < world.Shape.Concurrency; count++)
        {
            relay.Process.Start(() => ForeverAsync(ProjectAsync, PauseAfterFailure));
        }

        relay.Process.Start(() => ForeverAsync(ReceiveNotificationAsync, PauseAfterFailure));
        relay.Process.Start(() => ForeverAsync(() => CollectAsync(relay.Events), LookAgain));
        relay.Process.Start(() => ForeverAsync(() => CollectAsync(relay.Notifications), LookAgain));
        if (relay.Place == 0)
        {
            relay.Process.Start(() => ForeverAsync(new JobSteps(world, relay).StepAsync, PauseAfterFailure));
        }
    }

    /// <summary>A pump outlives any failure: what it left unsettled comes back when its lock expires.</summary>
    private async Task ForeverAsync(Func<Task> once, TimeSpan pause)
    {
        while (true)
        {
            try
            {
                await once();
            }
            catch (Exception exception) when (exception is QueueUnavailableException or StoreUnavailableException)
            {
                await Task.Delay(pause, relay.Process.Time, CancellationToken.None);
            }
        }
    }

    private async Task ProjectAsync()
    {
        var messages = await relay.Events.ReceiveAsync(world.Shape.BatchSize, default);
        var handling = Handling.Begin(world.Witness, [.. messages.Select(static message => message.Message)]);
        ProjectionItem[] items = [.. messages.Select(static message => new ProjectionItem(message.Message, message.Message.Attempt + message.DeliveryCount))];
        var outcomes = await relay.Get<ProjectOrder>().HandleAsync(items, default);
        handling.End();
        await events.SettleAsync(messages, outcomes);
    }

    private async Task ReceiveNotificationAsync()
    {
        foreach (var message in await relay.Notifications.ReceiveAsync(1, default))
        {
            relay.Process.Start(() => NotifyAsync(message));
        }
    }

    private async Task NotifyAsync(ReceivedMessage message)
    {
        _ = Handling.Begin(world.Witness, []);
        var outcome = await relay.Get<SendNotification>().HandleAsync(message.Message, default);
        try
        {
            await notifications.SettleAsync([message], [outcome]);
        }
        catch (QueueUnavailableException)
        {
            // Unsettled, it comes back when its lock expires.
        }
    }

    private async Task CollectAsync(ProcessQueue queue)
    {
        var dead = await queue.PeekDeadAsync(world.Shape.IsBroker ? 1 : DeadBatch, default);
        long[] numbers = [.. dead.Select(static message => message.SequenceNumber)];
        var early = world.Options.Plant.HasFlag(Plant.RemoveBeforeCollect);
        if (early)
        {
            await queue.RemoveDeadAsync(numbers, default);
        }

        foreach (var message in dead)
        {
            world.Trace.Add(relay.Process.Name, "collects", message.Message.MessageId);
            await relay.Get<CollectDeadLetter>().HandleAsync(message, default);
        }

        if (!early)
        {
            await queue.RemoveDeadAsync(numbers, default);
        }
    }
}
