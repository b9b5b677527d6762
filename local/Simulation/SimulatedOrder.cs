namespace OrderRelay.Local.Simulation;

/// <summary>An order of the simulator.</summary>
/// <param name="Number">Counts orders over the whole run.</param>
/// <param name="Dialect">Whose it is.</param>
/// <param name="Script">Who, where and what.</param>
/// <param name="Story">What happens to it.</param>
/// <param name="Sends">Its webhooks, in the order of sending.</param>
internal sealed record SimulatedOrder(long Number, Dialect Dialect, OrderScript Script, Story Story, IReadOnlyList<PlannedSend> Sends);
