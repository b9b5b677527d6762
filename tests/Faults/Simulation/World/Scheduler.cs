namespace OrderRelay.Faults.Simulation.World;

/// <summary>
/// Runs everything of one simulated world on the calling thread, one step at a time. Of the steps that could run next a seeded
/// draw picks one; when there is none, the clock jumps to the next timer. No real time, no second thread.
/// </summary>
internal sealed class Scheduler(Random random)
{
    private readonly List<Step> ready = [];
    private readonly PriorityQueue<Step, (long Ticks, long Order)> timers = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long order;

    /// <summary>The world's true time. Processes read clocks that may be off.</summary>
    public DateTimeOffset Now { get; private set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>How many steps have run.</summary>
    public long Steps { get; private set; }

    /// <summary>Runs a step as soon as its turn comes.</summary>
    public void Post(SimulatedProcess process, SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            throw new InvalidOperationException("something of a simulated world ran on another thread: its seed would not reproduce it");
        }

        ready.Add(new(process, callback, state));
    }

    /// <summary>Runs a step at a point in time.</summary>
    public void At(DateTimeOffset at, SimulatedProcess process, SendOrPostCallback callback, object? state)
        => timers.Enqueue(new(process, callback, state), (Math.Max(at.UtcTicks, Now.UtcTicks), order++));

    /// <summary>Runs until a condition holds at a moment at which nothing more can run before the clock moves.</summary>
    /// <exception cref="StuckException">It never came to hold.</exception>
    public void RunUntil(Func<bool> done, long mostSteps, TimeSpan longest)
    {
        var before = SynchronizationContext.Current;
        var (lastStep, lastMoment) = (Steps + mostSteps, Now + longest);
        try
        {
            while (true)
            {
                RunReady(lastStep);
                if (done())
                {
                    return;
                }

                Advance(lastMoment);
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private void RunReady(long lastStep)
    {
        while (ready.Count > 0)
        {
            var pick = ready.Count == 1 ? 0 : random.Next(ready.Count);
            var step = ready[pick];
            ready[pick] = ready[^1];
            ready.RemoveAt(ready.Count - 1);
            if (step.Process.IsDead)
            {
                continue;
            }

            if (++Steps > lastStep)
            {
                throw new StuckException("it ran for so many steps that it will hardly come to an end");
            }

            SynchronizationContext.SetSynchronizationContext(step.Process);
            step.Callback(step.State);
        }
    }

    private void Advance(DateTimeOffset lastMoment)
    {
        if (!timers.TryDequeue(out var step, out var due))
        {
            throw new StuckException("nothing is left to run, and no timer to wait for");
        }

        if (due.Ticks > lastMoment.UtcTicks)
        {
            throw new StuckException($"it did not come to an end by {lastMoment:O}");
        }

        if (due.Ticks > Now.UtcTicks)
        {
            Now = new(due.Ticks, TimeSpan.Zero);
        }

        // Whatever is due at that moment runs in any order, and side by side.
        ready.Add(step);
        while (timers.TryPeek(out _, out var next) && next.Ticks <= Now.UtcTicks)
        {
            ready.Add(timers.Dequeue());
        }
    }

    private readonly record struct Step(SimulatedProcess Process, SendOrPostCallback Callback, object? State);
}

/// <summary>A simulated world never comes to rest.</summary>
internal sealed class StuckException(string message) : Exception(message);
