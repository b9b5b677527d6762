namespace OrderRelay.Local.Demo;

/// <summary>How a provider tells what happens.</summary>
/// <param name="Name">The provider's name in routes.</param>
/// <param name="Stories">What can happen to its orders.</param>
/// <param name="Script">Draws an order with ids in its shapes.</param>
/// <param name="Write">Writes an event's body.</param>
/// <param name="CountsAttempts">Whether its bodies say which attempt to deliver them this is.</param>
internal sealed record Dialect(
    string Name,
    IReadOnlyList<Story> Stories,
    Func<Random, int, OrderScript> Script,
    Func<ScriptedEvent, byte[]> Write,
    bool CountsAttempts);
