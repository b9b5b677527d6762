namespace OrderRelay.Faults.Simulation.Traffic;

/// <summary>One webhook that a provider sends until it is answered.</summary>
/// <param name="Provider">As in the route.</param>
/// <param name="At">When it is sent first, since the world began.</param>
/// <param name="IsGenuine">It carries the right credential.</param>
/// <param name="Body">The bytes of each attempt, from 1.</param>
internal sealed record SimulatedWebhook(string Provider, TimeSpan At, bool IsGenuine, Func<int, byte[]> Body);
