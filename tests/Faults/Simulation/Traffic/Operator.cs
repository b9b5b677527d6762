using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Faults.Simulation.Relay;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Traffic;

/// <summary>A person at the desk: replays letters in the middle of the storm, one or many, and all that is left in the calm.</summary>
internal sealed class Operator(SimulatedWorld world, Func<SimulatedProcess, SimulatedRelay> relayOf)
{
    private int busy;

    /// <summary>Nothing that was asked for is still under way.</summary>
    public bool IsIdle => busy == 0 && world.HasNoJobs;

    public void Start()
    {
        for (var visits = world.Random.Next(3); visits > 0; visits--)
        {
            var at = world.Scheduler.Now + (world.Shape.Storm * (0.3 + world.Random.NextDouble()));
            world.Scheduler.At(at, world.Outside, _ => world.Watch(VisitAsync()), null);
        }
    }

    /// <summary>Replays every open letter of a reason; asks again until it was heard.</summary>
    public async Task ReplayAllAsync(DeadLetterReason reason)
    {
        busy++;
        while (!await TryAsync(relay => ReplayJobAsync(relay, reason)))
        {
            await Task.Delay(TimeSpan.FromSeconds(10), world.Outside.Time);
        }

        busy--;
    }

    /// <summary>Replays by hand what is marked as replaying and is not on its way: whoever was refused such a replay asks again.</summary>
    public async Task ReplayStrandedAsync()
    {
        busy++;
        foreach (var letter in (await world.Desk.ListAsync(new() { Status = DeadLetterStatus.Replaying }, null, 1000, default)).Letters)
        {
            while (!await TryAsync(async relay => _ = await relay.Get<DeadLetterDesk>().ReplayAsync(letter.Id, withoutNotifications: false, default)))
            {
                await Task.Delay(TimeSpan.FromSeconds(10), world.Outside.Time);
            }
        }

        busy--;
    }

    private async Task VisitAsync()
    {
        busy++;
        _ = world.Random.Next(2) == 0
            ? await TryAsync(relay => ReplayJobAsync(relay, null))
            : await TryAsync(ReplayOneAsync);
        busy--;
    }

    /// <returns>True when the relay did as it was asked.</returns>
    private async Task<bool> TryAsync(Func<SimulatedRelay, ValueTask> ask)
    {
        if (world.Living.Count == 0)
        {
            return false;
        }

        var process = world.Living[0];
        return await process.AskAsync(async () =>
        {
            try
            {
                await ask(relayOf(process));
                return true;
            }
            catch (Exception exception) when (exception is QueueUnavailableException or StoreUnavailableException)
            {
                return false;
            }
        });
    }

    private async ValueTask ReplayJobAsync(SimulatedRelay relay, DeadLetterReason? reason)
    {
        var desk = relay.Get<JobDesk>();
        _ = await desk.ReplayAsync(
            desk.Asked(JobKind.Replay, "operator") with { Reason = reason, Rate = 10, WithoutNotifications = reason is null && world.Random.Next(4) == 0 }, default);
    }

    private async ValueTask ReplayOneAsync(SimulatedRelay relay)
    {
        var letters = (await relay.Desk.ListAsync(new() { Status = DeadLetterStatus.Open }, null, 50, default)).Letters;
        if (letters.Count > 0)
        {
            _ = await relay.Get<DeadLetterDesk>().ReplayAsync(letters[world.Random.Next(letters.Count)].Id, withoutNotifications: false, default);
        }
    }
}
