using OrderRelay.Core.Ports;

namespace OrderRelay.Faults.Simulation.World;

/// <summary>
/// One life of a process: the context in which its code runs. Once dead nothing of it ever runs again, and whatever it had in
/// memory is gone; what it wrote is the next life's to find.
/// </summary>
internal sealed class SimulatedProcess(SimulatedWorld world, string name, TimeSpan clockError, bool isMortal) : SynchronizationContext
{
    private readonly List<Action> bereaved = [];

    public string Name => name;

    public bool IsDead { get; private set; }

    /// <summary>This process's own clock.</summary>
    public SimulatedTime Time => field ??= new(world.Scheduler, this, clockError);

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!IsDead)
        {
            world.Scheduler.Post(this, d, state);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("nothing in the pipeline blocks");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Starts work that nobody waits for. It handles its own failures; one that gets out is a fault of the pipeline.</summary>
    public void Start(Func<Task> work) => Post(_ => world.Watch(work()), null);

    /// <summary>Asks something of this process from outside of it.</summary>
    /// <returns>The answer; the default when it died before.</returns>
    public Task<T?> AskAsync<T>(Func<ValueTask<T>> work)
    {
        var answer = new TaskCompletionSource<T?>();
        if (IsDead)
        {
            answer.SetResult(default);
            return answer.Task;
        }

        bereaved.Add(() => answer.TrySetResult(default));
        Start(async () => _ = answer.TrySetResult(await work()));
        return answer.Task;
    }

    /// <summary>A call over a port: the process may die before it, behind its effect and before its answer; it may be stalled, be
    /// refused, or never hear that it took effect.</summary>
    public async ValueTask<T> CallAsync<T>(Port port, string what, Func<ValueTask<T>> effect)
    {
        await new Pause(world, this, port, what, IsAnswer: false);
        if (isMortal && world.Faults.Refuses(port))
        {
            world.Trace.Add(name, what, "away");
            throw Away(port);
        }

        var result = await effect();
        if (isMortal && world.Faults.LosesAnswer(port))
        {
            world.Trace.Add(name, what, "answer lost");
            throw Away(port);
        }

        await new Pause(world, this, port, what, IsAnswer: true);
        return result;
    }

    /// <inheritdoc cref="CallAsync{T}(Port, string, Func{ValueTask{T}})"/>
    public async ValueTask CallAsync(Port port, string what, Func<ValueTask> effect)
        => _ = await CallAsync(port, what, async () =>
        {
            await effect();
            return true;
        });

    public void Die()
    {
        IsDead = true;
        foreach (var tell in bereaved)
        {
            world.Outside.Post(static state => ((Action)state!)(), tell);
        }
    }

    private static Exception Away(Port port) => port is Port.Events or Port.Notifications
        ? new QueueUnavailableException("the simulated queue is away")
        : new StoreUnavailableException("the simulated store is away");

    /// <summary>A point at which the scheduler may run something else, and at which the process may die.</summary>
    private readonly record struct Pause(SimulatedWorld World, SimulatedProcess Process, Port Port, string What, bool IsAnswer) : System.Runtime.CompilerServices.ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public Pause GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => World.PauseAt(Process, Port, What, IsAnswer, continuation);
    }
}
