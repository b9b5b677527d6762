using System.Globalization;
using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using static OrderRelay.Core.Tests.Pipeline.ProjectionRig;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>
/// Whatever the batches, the order of arrival, duplication, redelivery, lost races and failures of the store: what is
/// stored in the end is the fold of the set of events. ORDERRELAY_SEED names the first case, ORDERRELAY_CASES how many follow.
/// </summary>
public sealed class ProjectOrderProperties
{
    private const int DefaultSeed = 20_260_301;
    private const int DefaultCases = 2_000;

    private static readonly string[] CaptainWords = ["in_progress", "completed", "failed", "cancelled", "auto_closed", "teleported"];
    private static readonly string[] AbbiamoWords = ["CREATED", "DISPATCHED", "COLLECTED", "FAILED", "RETURNING", "SUCCESSFUL", "TELEPORTED"];

    [Fact]
    public async Task Stored_state_is_the_fold_of_the_set_however_it_arrived()
    {
        var seed = Setting("ORDERRELAY_SEED") ?? DefaultSeed;
        await Parallel.ForAsync(seed, seed + (Setting("ORDERRELAY_CASES") ?? DefaultCases), async (number, _) =>
        {
            try
            {
                await HoldsAsync(number);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"ORDERRELAY_SEED={number} ORDERRELAY_CASES=1 shows it again: {exception.Message}", exception);
            }
        });
    }

    private static async Task HoldsAsync(int seed)
    {
        var random = new Random(seed);
        using var rig = new ProjectionRig(seed: seed);
        Interfere(rig, random);
        var sent = Generate(rig, random);
        var waiting = Shuffled(sent, random);
        List<QueueMessage> done = [];
        while (waiting.Count > 0)
        {
            var batch = waiting.Take(random.Next(1, 8)).ToList();
            waiting.RemoveRange(0, batch.Count);
            var outcomes = await rig.HandleAsync([.. batch.Select(static message => new ProjectionItem(message, 1))]);
            for (var index = 0; index < batch.Count; index++)
            {
                Assert.IsNotType<Outcome.DeadLetter>(outcomes[index]);
                (outcomes[index] is Outcome.Completed ? done : waiting).Add(batch[index]);
            }

            if (random.Next(4) == 0 && done.Count > 0)
            {
                waiting.Insert(random.Next(waiting.Count + 1), done[random.Next(done.Count)]);
            }
        }

        AssertStored(rig, sent);
    }

    private static void AssertStored(ProjectionRig rig, List<QueueMessage> sent)
    {
        var events = sent.Select(static message => (Message: message, Event: ProviderCatalog.Default.Find(message.Provider)!.Map(message.Body).Event!)).ToList();
        var orders = events.GroupBy(static sent => sent.Event.Order).ToList();
        Assert.Equal(orders.Count, rig.Orders.Keys.Count);
        foreach (var order in orders)
        {
            var folded = OrderProjection.Fold([.. order.Select(static sent => sent.Event)]);
            Assert.Equal(Encoding.UTF8.GetString(OrderJson.Write(folded.State)), Encoding.UTF8.GetString(rig.Orders.StateBytes(order.Key)));

            var rows = rig.Orders.Rows(order.Key);
            Assert.Equal(folded.Timeline.Count, rows.Count);
            foreach (var row in rows)
            {
                var deliveries = order.Where(sent => (sent.Event.Identity, sent.Event.Content) == (row.Event.Identity, row.Event.Content)).ToList();
                Assert.Contains(deliveries, sent => sent.Message.Body.Span.SequenceEqual(row.Raw!.Value.Span));
                Assert.InRange(row.Arrival.Receipts, 1, deliveries.Count);
            }
        }
    }

    private static void Interfere(ProjectionRig rig, Random random)
    {
        rig.Orders.BeforeLoad = () => Fail(random, 20);
        rig.Orders.AfterCommit = () => Fail(random, 12);
        rig.Orders.BeforeStore = _ => random.Next(5) switch
        {
            0 => CommitResult.VersionConflict,
            1 when random.Next(4) == 0 => throw new InvalidOperationException("a bug in the store"),
            _ => null,
        };
    }

    private static void Fail(Random random, int oneIn)
    {
        if (random.Next(oneIn) == 0)
        {
            throw new StoreUnavailableException("away");
        }
    }

    /// <summary>Few orders, minutes and ids, so that ties, duplicates and conflicts are many.</summary>
    private static List<QueueMessage> Generate(ProjectionRig rig, Random random)
    {
        List<QueueMessage> messages = [];
        for (var count = random.Next(1, 16); count > 0; count--)
        {
            var minute = random.Next(6);
            var message = random.Next(2) == 0
                ? rig.Received(Captain($"u{random.Next(8)}", minute, Any(CaptainWords, random), $"o{random.Next(2)}", attempt: random.Next(1, 3)))
                : rig.Received(Abbiamo(minute, Any(AbbiamoWords, random)), "abbiamo");
            messages.Add(message);
        }

        return messages;
    }

    private static string Any(string[] words, Random random) => words[random.Next(words.Length)];

    private static List<QueueMessage> Shuffled(List<QueueMessage> sent, Random random)
    {
        QueueMessage[] all = [.. sent];
        random.Shuffle(all);
        return [.. all];
    }

    private static int? Setting(string name)
        => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
