namespace OrderRelay.Faults.Simulation.Failures;

/// <summary>What goes wrong in a world, and how often. Shares are from 0 to 1, each of one step of its kind.</summary>
internal sealed record FaultPlan
{
    /// <summary>Nothing goes wrong.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>A process dies where it waits for a port.</summary>
    public double Death { get; init; }

    public int MostDeaths { get; init; }

    /// <summary>Of the deaths, those by loss of power: every process at once, and whatever was not flushed.</summary>
    public double PowerLoss { get; init; }

    /// <summary>A process waits longer than it should at a port, so that locks expire under it.</summary>
    public double Stall { get; init; }

    public TimeSpan LongestStall { get; init; }

    /// <summary>A call is refused, without effect.</summary>
    public double Refusal { get; init; }

    /// <summary>A call takes effect and its caller hears of a failure.</summary>
    public double LostAnswer { get; init; }

    /// <summary>A port is away altogether for some time.</summary>
    public IReadOnlyList<Outage> Outages { get; init; } = [];

    /// <summary>A message under lock is delivered once more.</summary>
    public double Redelivery { get; init; }

    /// <summary>Another message than the oldest is delivered.</summary>
    public double Reordering { get; init; }

    /// <summary>Somebody writes the order between its being read and its being written.</summary>
    public double Rewrite { get; init; }

    /// <summary>A webhook or its answer is lost on the way; the provider sends it again.</summary>
    public double LostRequest { get; init; }

    /// <summary>A notification's receiver is away, or its answer is lost.</summary>
    public double ReceiverTrouble { get; init; }

    /// <summary>How wrong a process's clock may be, either way.</summary>
    public TimeSpan ClockError { get; init; }

    /// <summary>Each kind of fault is off in some worlds, rare in others, frequent in a few.</summary>
    public static FaultPlan Draw(Random random, TimeSpan storm)
    {
        if (random.Next(16) == 0)
        {
            return None;
        }

        var outages = random.Next(3) > 0 ? [] : Enumerable.Range(0, random.Next(1, 4)).Select(_ => Outage.Draw(random, storm)).ToArray();
        return new()
        {
            Death = Share(random, 0.0005, 0.004, 0.03),
            MostDeaths = random.Next(1, 30),
            PowerLoss = Share(random, 0.1, 0.5, 1),
            Stall = Share(random, 0.001, 0.01, 0.05),
            LongestStall = TimeSpan.FromSeconds(random.Next(1, 400)),
            Refusal = Share(random, 0.002, 0.02, 0.1),
            LostAnswer = Share(random, 0.002, 0.02, 0.1),
            Outages = outages,
            Redelivery = Share(random, 0.01, 0.1, 0.5),
            Reordering = Share(random, 0.05, 0.3, 1),
            Rewrite = Share(random, 0.01, 0.1, 0.5),
            LostRequest = Share(random, 0.01, 0.1, 0.4),
            ReceiverTrouble = Share(random, 0.05, 0.3, 0.8),
            ClockError = random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(random.Next(1, 900)),
        };
    }

    private static double Share(Random random, double rare, double some, double often) => random.Next(8) switch
    {
        < 3 => 0,
        < 5 => rare,
        < 7 => some,
        _ => often,
    };
}
