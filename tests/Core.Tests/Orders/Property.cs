using System.Globalization;
using System.Text;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Orders;

/// <summary>
/// Runs a property over generated sets of events. A failure is shrunk to the smallest set that still fails and says how
/// to see it again: ORDERRELAY_SEED names the first case, ORDERRELAY_CASES how many follow.
/// </summary>
internal static class Property
{
    private const int DefaultSeed = 20_220_428;

    /// <summary>Says what is wrong with a set, or null. Deterministic for a set and a freshly seeded random.</summary>
    public delegate string? Check(IReadOnlyList<OrderEvent> set, Random random);

    public static void Holds(int cases, int maxEvents, Check check)
    {
        var seed = Setting("ORDERRELAY_SEED") ?? DefaultSeed;
        cases = Setting("ORDERRELAY_CASES") ?? cases;
        string? failure = null;
        Parallel.For(0, cases, (index, loop) =>
        {
            var set = EventSets.Generate(new Random(seed + index), maxEvents);
            if (Try(check, set, seed + index) is not null)
            {
                loop.Stop();
                _ = Interlocked.CompareExchange(ref failure, Report(check, set, seed + index), null);
            }
        });
        Assert.True(failure is null, failure);
    }

    private static string? Try(Check check, IReadOnlyList<OrderEvent> set, int seed)
    {
        try
        {
            return check(set, new Random(seed));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.ToString();
        }
    }

    private static string Report(Check check, List<OrderEvent> set, int seed)
    {
        for (var i = 0; i < set.Count && set.Count > 1;)
        {
            List<OrderEvent> smaller = [.. set];
            smaller.RemoveAt(i);
            (set, i) = Try(check, smaller, seed) is null ? (set, i + 1) : (smaller, 0);
        }

        var text = new StringBuilder($"ORDERRELAY_SEED={seed} ORDERRELAY_CASES=1 shows it again; the smallest failing set:\n");
        foreach (var @event in set.OrderBy(static @event => @event.SortKey))
        {
            _ = text.Append("  ").AppendLine(Encoding.UTF8.GetString(OrderJson.Write(@event)));
        }

        return text.Append(Try(check, set, seed)).ToString();
    }

    private static int? Setting(string name)
        => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
