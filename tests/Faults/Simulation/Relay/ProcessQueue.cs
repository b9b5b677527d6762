using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>One process's access to a queue.</summary>
internal sealed class ProcessQueue(SimulatedWorld world, SimulatedProcess process, SimulatedQueue queue, Port port) : IEventQueue, IQueueReceiver
{
    public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
        => process.CallAsync(port, "enqueue", () =>
        {
            if (port is Port.Events)
            {
                world.Witness.Enqueued(message);
            }

            var result = queue.Enqueue(message, notBefore);
            world.Trace.Add(process.Name, result is EnqueueResult.Enqueued ? "enqueued" : "dropped as a duplicate", message.MessageId);
            return ValueTask.FromResult(result);
        });

    public async ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (!queue.HasDue)
            {
                await queue.WaitAsync();
            }

            await ConnectedAsync();

            var taken = await process.CallAsync(port, "receive", () => ValueTask.FromResult(queue.Take(max)));
            foreach (var message in taken)
            {
                world.Trace.Add(process.Name, "received", message.Message.MessageId);
            }

            if (taken.Count > 0)
            {
                return taken;
            }
        }
    }

    public ValueTask SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
        => process.CallAsync(port, "settle", () =>
        {
            foreach (var (message, outcome) in settlements)
            {
                var settled = queue.Settle(message, outcome);
                world.Trace.Add(process.Name, settled ? outcome.GetType().Name : "lost the lock of", message.Message.MessageId);
            }

            return ValueTask.CompletedTask;
        });

    public async ValueTask<IReadOnlyList<DeadMessage>> PeekDeadAsync(int max, CancellationToken cancellationToken)
    {
        while (!queue.HasDead)
        {
            await queue.WaitAsync();
        }

        await ConnectedAsync();
        return await process.CallAsync(port, "peek dead", () => ValueTask.FromResult(queue.PeekDead(max)));
    }

    public ValueTask RemoveDeadAsync(IReadOnlyList<long> sequenceNumbers, CancellationToken cancellationToken)
        => process.CallAsync(port, "remove dead", () =>
        {
            queue.RemoveDead(sequenceNumbers);
            return ValueTask.CompletedTask;
        });

    public ValueTask<QueueDepth?> GetDepthAsync(CancellationToken cancellationToken) => ValueTask.FromResult<QueueDepth?>(null);

    /// <summary>A receiver waits for its queue to be back; it does not ask again and again.</summary>
    private async Task ConnectedAsync()
    {
        while (world.Faults.BackIn(port) is { Ticks: > 0 } back)
        {
            await Task.Delay(back + TimeSpan.FromMilliseconds(1), process.Time, default);
        }
    }
}
