using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Failures;

/// <summary>A port that is away.</summary>
/// <param name="Port">Which.</param>
/// <param name="From">Since the world began.</param>
/// <param name="To">When it is back.</param>
internal sealed record Outage(Port Port, TimeSpan From, TimeSpan To)
{
    private static readonly Port[] Ports = [Port.Events, Port.Notifications, Port.Orders, Port.Desk, Port.Log, Port.Operations];

    public static Outage Draw(Random random, TimeSpan storm)
    {
        var from = storm * random.NextDouble();
        return new(Ports[random.Next(Ports.Length)], from, from + TimeSpan.FromMinutes(Math.Pow(10, (random.NextDouble() * 2.4) - 1)));
    }
}
