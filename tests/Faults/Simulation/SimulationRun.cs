using System.Globalization;
using OrderRelay.Core.Pipeline;
using OrderRelay.Faults.Simulation.Checks;
using OrderRelay.Faults.Simulation.Relay;
using OrderRelay.Faults.Simulation.Traffic;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation;

/// <summary>One run: a storm in which webhooks come and everything goes wrong that may, then a calm in which all of it has to come
/// to rest, then the account.</summary>
internal sealed class SimulationRun
{
    private const long MostSteps = 100_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly SimulatedWorld world;
    private readonly Dictionary<SimulatedProcess, SimulatedRelay> relays = [];
    private readonly ProviderNetwork network;
    private readonly Operator @operator;

    private SimulationRun(WorldOptions options)
    {
        world = new(options) { Boot = Boot };
        network = new(world, process => relays[process]);
        @operator = new(world, process => relays[process]);
    }

    /// <summary>Runs a world from its beginning to its account.</summary>
    public static SimulationResult Run(WorldOptions options)
    {
        var simulation = new SimulationRun(options);
        try
        {
            simulation.Live();
        }
        catch (StuckException exception)
        {
            simulation.world.Witness.Broken($"I1: {exception.Message}; {simulation.Unrest()}");
        }

        return simulation.Result();
    }

    /// <summary>What it still waits for.</summary>
    private string Unrest() => string.Join(", ", new (string What, bool Is)[]
    {
        ("webhooks are unanswered", !network.IsDone),
        ("events are queued", !world.Events.IsEmpty),
        ("notifications are queued", !world.Notifications.IsEmpty),
        ("jobs are not done", !world.HasNoJobs),
        ("the operator waits", !@operator.IsIdle),
    }.Where(static part => part.Is).Select(static part => part.What));

    private SimulationResult Result() => new(
        world.Options.Seed, world.Trace.Hash, world.Scheduler.Steps, world.Faults.Pauses, world.Faults.Deaths, world.Witness.Findings);

    private void Live()
    {
        world.StartProcesses();
        var storm = world.Shape.Storm;
        network.Start(TrafficPlan.Draw(new Random(world.Random.Next()), storm));
        @operator.Start();
        var ends = world.Scheduler.Now + storm;
        world.Scheduler.At(ends, world.Outside, static _ => { }, null);
        world.Scheduler.RunUntil(() => network.IsDone && world.Scheduler.Now >= ends, MostSteps, Longest);

        world.Faults.IsCalm = true;
        world.Trace.Add("world", "is calm");
        ComeToRest();

        world.Outside.Start(@operator.ReplayStrandedAsync);
        ComeToRest();

        // Nothing is wrong with what merely failed too often: replayed in the calm, it has to succeed.
        foreach (var reason in (DeadLetterReason[])[DeadLetterReason.AttemptsExhausted, DeadLetterReason.ReceiverRefused])
        {
            world.Outside.Start(() => @operator.ReplayAllAsync(reason));
            ComeToRest();
        }

        // The stores complete at once: nothing is left to wait for.
        var account = new Invariants(world).CheckAsync();
        if (!account.IsCompletedSuccessfully)
        {
            world.Witness.Broken($"the account could not be made: {account.Exception?.GetBaseException()}");
        }
    }

    private void ComeToRest()
        => world.Scheduler.RunUntil(() => network.IsDone && world.Events.IsEmpty && world.Notifications.IsEmpty && @operator.IsIdle, MostSteps, Longest);

    private void Boot(SimulatedProcess process, int place)
    {
        var relay = new SimulatedRelay(world, process, place);
        relays[process] = relay;
        new Pumps(world, relay).Start();
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Seed">Makes the same run again.</param>
/// <param name="TraceHash">Equal for equal runs.</param>
/// <param name="Steps">How many steps ran.</param>
/// <param name="Pauses">Points at which a process could have died.</param>
/// <param name="Deaths">Processes that did.</param>
/// <param name="Findings">What is broken; empty for a sound run.</param>
internal sealed record SimulationResult(int Seed, ulong TraceHash, long Steps, int Pauses, int Deaths, IReadOnlyList<string> Findings)
{
    /// <summary>What to run to see it again.</summary>
    public string Command => string.Create(CultureInfo.InvariantCulture, $"tests/Faults/simulate.sh --seed {Seed}");

    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            string.Create(CultureInfo.InvariantCulture, $"seed {Seed}: {Steps} steps, {Deaths} deaths, trace {TraceHash:x16}, {(Findings.Count == 0 ? "sound" : "BROKEN; see it again with " + Command)}"),
            .. Findings.Select(static finding => "  " + finding),
        ]);
}
