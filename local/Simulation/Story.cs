using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Simulation;

/// <summary>A course that an order can take, written down with its end.</summary>
/// <param name="Name">Says it in a few words.</param>
/// <param name="Weight">How often it happens, against the others.</param>
/// <param name="Expected">The headline that it ends with, by the lifecycle as documented.</param>
/// <param name="Steps">What the provider sends, in the order of happening.</param>
internal sealed record Story(string Name, int Weight, Headline Expected, IReadOnlyList<StoryStep> Steps)
{
    /// <summary>Lets it happen to an order.</summary>
    /// <param name="random">Draws the events' ids.</param>
    /// <param name="script">The order.</param>
    /// <param name="begins">The instant of minute 0.</param>
    /// <param name="pace">How long its minutes last.</param>
    /// <returns>The events, in the order of happening.</returns>
    public List<ScriptedEvent> Play(Random random, OrderScript script, DateTimeOffset begins, double pace)
    {
        var events = new List<ScriptedEvent>();
        foreach (var step in Steps)
        {
            for (var item = 0; item < (step.EachItem ? script.Items.Count : 1); item++)
            {
                events.Add(new()
                {
                    Order = script,
                    Step = step,
                    At = begins + TimeSpan.FromMinutes((step.Minute + (item * 0.4)) * pace),
                    EventId = random.Uuid(),
                    Item = step.EachItem ? item : null,
                });
            }
        }

        return [.. events.OrderBy(static scripted => scripted.At)];
    }
}

/// <summary>One event of a story.</summary>
/// <param name="Minute">When it happens, counted from the order's beginning.</param>
/// <param name="EventName">The provider's event name.</param>
/// <param name="Status">The provider's word; null for an event that has none.</param>
/// <param name="Substatus">The provider's word that refines it.</param>
/// <param name="EachItem">It happens to each of the order's items, one after the other.</param>
internal sealed record StoryStep(double Minute, string EventName, string? Status = null, string? Substatus = null, bool EachItem = false);
