using System.Text;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class ConvergenceTests
{
    private const int Shuffles = 6;

    [Theory]
    [InlineData("abbiamo", 13)]
    [InlineData("captain", 8)]
    public async Task Samples_of_one_order_give_the_same_order_however_they_arrive(string provider, int count)
    {
        var bodies = Bodies.OneOrder(provider);
        Assert.Equal(count, bodies.Count);
        var expected = await ProjectAsync(provider, bodies, drainEach: true);
        Assert.Equal(count, expected.Timeline.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        for (var seed = 1; seed <= Shuffles; seed++)
        {
            var projected = await ProjectAsync(provider, Shuffled(bodies, seed), drainEach: seed % 2 == 0);
            Assert.True(expected == projected, $"seed {seed}\n{expected}\n{projected}");
        }
    }

    /// <summary>Each body at least once, some again, in an order drawn from the seed.</summary>
    private static List<byte[]> Shuffled(IReadOnlyList<byte[]> bodies, int seed)
    {
        var random = new Random(seed);
        var again = bodies.Where(_ => random.Next(3) == 0);
        byte[][] all = [.. bodies, .. again];
        random.Shuffle(all);
        return [.. all];
    }

    private static async Task<(string State, string Timeline)> ProjectAsync(string provider, IReadOnlyList<byte[]> bodies, bool drainEach)
    {
        await using var relay = await RelayUnderTest.StartAsync();
        foreach (var body in bodies)
        {
            _ = await relay.AcceptAsync(provider, body);
            if (drainEach)
            {
                await relay.DrainAsync();
            }
        }

        await relay.DrainAsync();
        var order = $"/api/orders/{provider}/{Bodies.CaptainOrder}";
        var state = await relay.Http.GetByteArrayAsync(new Uri(order, UriKind.Relative));
        var verdicts = new StringBuilder();
        foreach (var @event in (await relay.GetAsync(order + "/events"))["events"]!.AsArray())
        {
            _ = verdicts.Append($"{@event!["eventId"]} {@event["verdict"]} {@event["rule"]} {@event["track"]} {@event["status"]}\n");
        }

        return (Encoding.UTF8.GetString(state), verdicts.ToString());
    }
}
