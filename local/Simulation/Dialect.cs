namespace OrderRelay.Local.Simulation;

/// <summary>How a provider tells what happens.</summary>
/// <param name="Name">The provider's name in routes.</param>
/// <param name="Stories">What can happen to its orders.</param>
/// <param name="Script">Draws an order with ids in its shapes.</param>
/// <param name="Write">Writes an event's body.</param>
/// <param name="CountsAttempts">Whether its bodies say which attempt to deliver them this is.</param>
/// <param name="Resolution">The finest difference of time that its bodies tell.</param>
internal sealed record Dialect(
    string Name,
    IReadOnlyList<Story> Stories,
    Func<Random, int, OrderScript> Script,
    Func<ScriptedEvent, byte[]> Write,
    bool CountsAttempts,
    TimeSpan Resolution)
{
    public static Dialect Captain { get; } = new(
        "captain", CaptainStories.All, OrderScript.ForCaptain, CaptainBodies.Write, CountsAttempts: true, TimeSpan.FromTicks(1));

    public static Dialect Abbiamo { get; } = new(
        "abbiamo", AbbiamoStories.All, OrderScript.ForAbbiamo, AbbiamoBodies.Write, CountsAttempts: false, TimeSpan.FromMilliseconds(1));

    public static IReadOnlyList<Dialect> All { get; } = [Captain, Abbiamo];

    /// <summary>A story by its weight.</summary>
    public Story PickStory(Random random)
    {
        var ticket = random.Next(Stories.Sum(static story => story.Weight));
        return Stories.First(story => (ticket -= story.Weight) < 0);
    }

    /// <summary>An event beside another one, with a status that no table knows.</summary>
    public ScriptedEvent Odd(Random random, ScriptedEvent near) => near with
    {
        Step = CountsAttempts
            ? near.Step with { EventName = "order_status_updated", Status = "handed_to_drone", Substatus = null }
            : near.Step with { Status = "AWAITING_DRONE", Substatus = null },
        At = near.At.AddSeconds(7),
        EventId = random.Uuid(),
        Item = null,
    };
}
