using OrderRelay.Contracts.InMemory;
using OrderRelay.Faults.Simulation.Checks;
using OrderRelay.Faults.Simulation.Failures;

namespace OrderRelay.Faults.Simulation.World;

/// <summary>
/// Everything that outlives a process, and whatever surrounds it: clock, queues, stores, desk, faults. A world is made from its
/// seed alone, and runs on one thread.
/// </summary>
internal sealed class SimulatedWorld
{
    private readonly List<SimulatedProcess> processes = [];
    private readonly List<Disk> disks = [];
    private int number;

    public SimulatedWorld(WorldOptions options)
    {
        Options = options;
        var seeds = new Seeds(options.Seed);
        Scheduler = new(seeds.NextRandom());
        Random = seeds.NextRandom();
        Shape = WorldShape.Draw(seeds.NextRandom());
        var plan = options.Faults ?? FaultPlan.Draw(seeds.NextRandom(), Shape.Storm);
        Faults = new(plan, seeds.NextRandom(), Scheduler, options.DieAt);
        Trace = new(Scheduler, options.Print);
        Outside = new(this, "world", TimeSpan.Zero, isMortal: false);
        Events = new(this, Shape.Queue, Disk());
        Notifications = new(this, Shape.NotificationQueue, Disk());
        Orders = new(Disk());
        Witness = new(Scheduler);
    }

    public WorldOptions Options { get; }

    public WorldShape Shape { get; }

    public Scheduler Scheduler { get; }

    public Random Random { get; }

    public FaultDice Faults { get; }

    public Trace Trace { get; }

    public Witness Witness { get; }

    /// <summary>Runs what is no part of the relay: providers, operators. It never dies.</summary>
    public SimulatedProcess Outside { get; }

    public SimulatedQueue Events { get; }

    public SimulatedQueue Notifications { get; }

    public SimulatedOrders Orders { get; }

    public InMemoryDeadLetterStore Desk { get; } = new();

    public InMemoryNotificationLog Log { get; } = new();

    public InMemoryOperations Operations { get; } = new();

    /// <summary>Raised when a job was started.</summary>
    public Signal Jobs { get; } = new();

    /// <summary>Every job is done.</summary>
    public bool HasNoJobs => Operations.UnfinishedAsync(default).AsTask() is { IsCompletedSuccessfully: true } jobs && jobs.GetAwaiter().GetResult().Count == 0;

    /// <summary>Starts what runs in a process of that place among the workers.</summary>
    public required Action<SimulatedProcess, int> Boot { get; init; }

    /// <summary>Processes that live.</summary>
    public IReadOnlyList<SimulatedProcess> Living => processes;

    public void StartProcesses()
    {
        for (var place = 0; place < Shape.Workers; place++)
        {
            StartProcess(place);
        }
    }

    /// <summary>A process has come to a point at which it waits for a port.</summary>
    public void PauseAt(SimulatedProcess process, Port port, string what, bool isAnswer, Action continuation)
    {
        Trace.Add(process.Name, what, isAnswer ? "done" : "");
        if (process != Outside && Faults.Kills())
        {
            Kill(process, $"dies {(isAnswer ? "before the answer of" : "before")} {port} {what}");
            return;
        }

        var stall = process == Outside ? TimeSpan.Zero : Faults.Stall();
        if (stall > TimeSpan.Zero)
        {
            Trace.Add(process.Name, what, "stalls");
            Scheduler.At(Scheduler.Now + stall, process, static state => ((Action)state!)(), continuation);
        }
        else
        {
            Scheduler.Post(process, static state => ((Action)state!)(), continuation);
        }
    }

    /// <summary>Whatever gets out of the code that a process runs would have ended it, or been lost in silence.</summary>
    public void Watch(Task work)
    {
        if (!work.IsCompletedSuccessfully)
        {
            _ = work.ContinueWith(
                failed => Witness.Broken($"an exception got out: {failed.Exception!.GetBaseException()}"),
                CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Kill(SimulatedProcess process, string how)
    {
        Trace.Add(process.Name, how);
        if (Faults.TakesPower())
        {
            Trace.Add(process.Name, "and every other: the power is gone");
            foreach (var disk in disks)
            {
                disk.LosePower();
            }

            foreach (var living in processes.ToArray())
            {
                Bury(living);
            }
        }
        else
        {
            Bury(process);
        }
    }

    private void Bury(SimulatedProcess process)
    {
        var place = int.Parse(process.Name.AsSpan(1, 1), System.Globalization.CultureInfo.InvariantCulture);
        _ = processes.Remove(process);
        process.Die();
        Scheduler.At(Scheduler.Now + TimeSpan.FromMilliseconds(Random.Next(50, 5000)), Outside, _ => StartProcess(place), null);
    }

    private void StartProcess(int place)
    {
        var process = new SimulatedProcess(this, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p{place}.{++number}"), Faults.ClockError(), isMortal: true);
        Trace.Add(process.Name, "starts");
        processes.Add(process);
        Boot(process, place);
    }

    private Disk Disk()
    {
        var disk = new Disk(new Random(Random.Next()), writesThrough: !Options.Plant.HasFlag(Plant.SynchronousOff));
        disks.Add(disk);
        return disk;
    }
}
