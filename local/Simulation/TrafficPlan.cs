namespace OrderRelay.Local.Simulation;

/// <summary>
/// Makes up orders by their number, each from a seed of its own. Pure: an order can be made again later, to say what is true
/// of it, and nothing of it has to be kept until then.
/// </summary>
internal sealed class TrafficPlan(TrafficOptions options)
{
    /// <summary>Orders begin over so long, and none lives longer than as much again.</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromMinutes(26);

    private readonly OrderNumbers numbers = new(OrderRandom.Of(options.Seed, (ulong)options.Begin.UtcTicks));

    public SimulatedOrder Order(long number)
    {
        var dialect = options.Dialects[(int)(number % options.Dialects.Count)];

        // What an order is like depends on where the run begins, too: runs that begin apart never share ids.
        var random = OrderRandom.Of(options.Seed, (ulong)options.Begin.UtcTicks, (ulong)number);
        var drawn = dialect.Script(random, (int)(number % 100_000));
        var script = drawn with { OrderId = numbers.Of(number, drawn.OrderId) };
        var story = dialect.PickStory(random);
        var begins = options.Begin + (Opening * random.NextDouble());
        var events = story.Play(random, script, begins, 0.85 + (random.NextDouble() * 0.25));
        return new(number, dialect, script, story, Sends(dialect, random, events));
    }

    private List<PlannedSend> Sends(Dialect dialect, OrderRandom random, List<ScriptedEvent> events)
    {
        var placed = new List<(double Place, PlannedSend Send)>(events.Count * 2);
        for (var index = 0; index < events.Count; index++)
        {
            var scripted = Stamped(dialect, random, events[index]);
            var late = random.Chance(options.Late);
            var place = late ? events.Count + 10 + (random.NextDouble() * 10) : index + (random.Chance(options.Reorder) ? 1 + (random.NextDouble() * 4) : 0);
            placed.Add((place, new(late ? SendKind.Late : SendKind.Event, scripted)));
            if (random.Chance(options.Duplicates))
            {
                placed.Add((place + (random.NextDouble() * 6), new(SendKind.Duplicate, scripted)));
            }

            if (random.Chance(options.Unknown))
            {
                placed.Add((index + (random.NextDouble() * 2), new(SendKind.Unknown, Stamped(dialect, random, dialect.Odd(random, scripted)))));
            }

            if (random.Chance(options.Junk))
            {
                placed.Add((index + random.NextDouble(), new(SendKind.Junk, scripted)));
            }
        }

        return [.. placed.OrderBy(static send => send.Place).Select(static send => send.Send)];
    }

    /// <summary>By a clock that is off, and no finer than the provider tells it: what the body says is what happened when.</summary>
    private ScriptedEvent Stamped(Dialect dialect, OrderRandom random, ScriptedEvent scripted)
    {
        var at = scripted.At + (options.Skew * ((random.NextDouble() * 2) - 1));
        return scripted with { At = at.AddTicks(-(at.Ticks % dialect.Resolution.Ticks)) };
    }
}
