using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Failures;

/// <summary>Draws the faults of one run. Once it is calm nothing goes wrong any more, and the run has to come to rest.</summary>
internal sealed class FaultDice(FaultPlan plan, Random random, Scheduler scheduler, int? dieAt)
{
    private readonly DateTimeOffset began = scheduler.Now;
    private int pauses;

    public FaultPlan Plan => plan;

    public int Deaths { get; private set; }

    public bool IsCalm { get; set; }

    /// <summary>How many points there were at which a process could have died.</summary>
    public int Pauses => pauses;

    /// <summary>Whether the process that has come to a pause dies there.</summary>
    public bool Kills()
    {
        pauses++;
        var dies = pauses == dieAt || (Deaths < plan.MostDeaths && Happens(plan.Death));
        Deaths += dies ? 1 : 0;
        return dies;
    }

    public bool TakesPower() => Happens(plan.PowerLoss);

    public TimeSpan Stall() => Happens(plan.Stall) ? plan.LongestStall * random.NextDouble() : TimeSpan.Zero;

    public bool Refuses(Port port)
    {
        if (IsCalm || port is Port.Channel or Port.Request)
        {
            return false;
        }

        return BackIn(port) > TimeSpan.Zero || Happens(plan.Refusal);
    }

    /// <summary>How long a port is still away; zero when it is not.</summary>
    public TimeSpan BackIn(Port port)
    {
        var at = scheduler.Now - began;
        foreach (var outage in plan.Outages)
        {
            if (outage.Port == port && at >= outage.From && at < outage.To && !IsCalm)
            {
                return outage.To - at;
            }
        }

        return TimeSpan.Zero;
    }

    public bool LosesAnswer(Port port) => port is not (Port.Channel or Port.Request) && Happens(plan.LostAnswer);

    public bool DeliversTwice() => Happens(plan.Redelivery);

    public bool Reorders() => Happens(plan.Reordering);

    public bool Rewrites() => Happens(plan.Rewrite);

    public bool LosesRequest() => Happens(plan.LostRequest);

    public bool ReceiverFails() => Happens(plan.ReceiverTrouble);

    public TimeSpan ClockError() => plan.ClockError * ((random.NextDouble() * 2) - 1);

    private bool Happens(double share) => share > 0 && !IsCalm && random.NextDouble() < share;
}
