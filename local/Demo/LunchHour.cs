using OrderRelay.Core.Orders;
using OrderRelay.Local.Simulation;

namespace OrderRelay.Local.Demo;

/// <summary>
/// A lively lunch hour of both providers, made up from a seed: orders that live through their stories, the documented
/// samples, and everything that goes wrong on the way. Pure: equal options make equal plans.
/// </summary>
internal sealed class LunchHour
{
    private static readonly TimeSpan Hour = TimeSpan.FromMinutes(60);

    private readonly LunchHourOptions options;
    private readonly Random random;
    private readonly List<PlannedRequest> requests = [];
    private readonly List<PlannedOrder> orders = [];

    private LunchHour(LunchHourOptions options)
    {
        this.options = options;
        random = new(options.Seed);
    }

    public static LunchHourPlan Plan(LunchHourOptions options)
    {
        var hour = new LunchHour(options);
        for (var number = 0; number < options.Orders; number++)
        {
            hour.AddOrder(number);
        }

        hour.AddSamples();
        hour.requests.AddRange(Disturbances.Refused(hour.random, options.Duration));
        return new(options.Seed, [.. hour.requests.OrderBy(static request => request.DelayFromStart)], hour.orders);
    }

    private void AddOrder(int number)
    {
        var dialect = Dialect.All[number % 2];
        var provider = dialect.Name;
        var story = StoryOf(dialect, number / 2);
        var script = dialect.Script(random, number);
        orders.Add(new(new OrderKey(provider, script.OrderId), story.Name, story.Expected));

        // The first order of each provider has a hard time on the way, so that every lunch hour has something to look at.
        var trouble = number < 2 ? 3.0 : 1.0;
        var events = Events(script, story);
        for (var index = 0; index < events.Count; index++)
        {
            AddEvent(dialect, events[index], $"{provider}:{script.OrderId}:{index}", trouble);
        }

        if (number < 4)
        {
            requests.AddRange(Disturbances.Of(random, dialect, events, number < 2, DelayOf));
        }
    }

    /// <summary>Every story is told once before any is told again.</summary>
    private Story StoryOf(Dialect dialect, int number)
        => number < dialect.Stories.Count ? dialect.Stories[number] : dialect.PickStory(random);

    private List<ScriptedEvent> Events(OrderScript script, Story story)
    {
        var begins = options.Opens + TimeSpan.FromMinutes(random.NextDouble() * 26);
        var pace = 0.85 + (random.NextDouble() * 0.25);
        return story.Play(random, script, begins, pace);
    }

    private void AddEvent(Dialect dialect, ScriptedEvent scripted, string key, double trouble)
    {
        var late = random.Chance(0.07 * trouble);
        var request = new PlannedRequest
        {
            DelayFromStart = Clamp(DelayOf(scripted.At) + (options.Duration * (late ? 0.08 + (random.NextDouble() * 0.2) : random.NextDouble() * 0.02))),
            Provider = dialect.Name,
            Body = dialect.Write(scripted),
            Kind = late ? RequestKind.Late : RequestKind.Event,
            EventKey = key,
            OrderId = scripted.Order.OrderId,
        };
        requests.Add(request);
        if (random.Chance(0.08 * trouble))
        {
            requests.Add(Again(request) with { Kind = RequestKind.Duplicate });
        }

        if (dialect.CountsAttempts && random.Chance(0.06 * trouble))
        {
            requests.Add(Again(request) with { Kind = RequestKind.ProviderRetry, Body = dialect.Write(scripted with { Attempt = 2 }) });
        }
    }

    private PlannedRequest Again(PlannedRequest request)
        => request with { DelayFromStart = Clamp(request.DelayFromStart + (options.Duration * (0.01 + (random.NextDouble() * 0.1)))) };

    private void AddSamples()
    {
        foreach (var sample in SamplePayloads.All)
        {
            var request = new PlannedRequest
            {
                DelayFromStart = options.Duration * random.NextDouble(),
                Provider = sample.Provider,
                Body = sample.Body,
                Kind = RequestKind.Sample,
                EventKey = $"sample:{sample.Name}",
                OrderId = sample.OrderId,
            };
            requests.Add(request);
            if (random.Chance(0.1))
            {
                requests.Add(Again(request) with { Kind = RequestKind.Duplicate });
            }
        }
    }

    private TimeSpan DelayOf(DateTimeOffset at) => options.Duration * ((at - options.Opens) / Hour);

    private TimeSpan Clamp(TimeSpan delay) => delay < options.Duration ? delay : options.Duration;
}
