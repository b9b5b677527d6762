using System.Text;
using System.Text.Json;
using OrderRelay.Contracts.Providers;
using OrderRelay.Core.Api;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Providers;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Abuse.Fuzzing;

/// <summary>The pipeline's pure parts under hostile input, in process: nothing throws that is not meant to, and scan and map agree.</summary>
public sealed class CoreFuzzTests
{
    private static readonly byte[][] Bodies = [.. Corpus.Seeds.Select(static seed => seed.Body)];

    public static TheoryData<string> Providers => [.. ProviderCatalog.Default.All.Select(static provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Every_seed_and_every_large_body_is_read_alike_by_scan_and_map(string provider)
    {
        foreach (var (name, body) in Corpus.Seeds.Concat(Corpus.Large()))
        {
            var failure = Record.Exception(() => ProviderAgreement.Check(ProviderCatalog.Default.Find(provider)!, body));
            Assert.True(failure is null, $"{name}: {failure}");
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Mutated_body_is_read_alike_by_scan_and_map_and_its_order_folds(string provider)
    {
        var mapping = ProviderCatalog.Default.Find(provider)!;
        var folded = new FoldedSet();
        Parallel.ForEach(new FuzzRun(30_000).Seeds(), new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var body = new Mutator(new Random(seed), Bodies).Next();
            try
            {
                ProviderAgreement.Check(mapping, body);
                folded.Add(mapping.Map(body).Event);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(FuzzRun.Again(seed, body), failure);
            }
        });
        Assert.True(folded.Count > 0, "no mutated body was an event any more: the mutations are too strong to find anything");
    }

    [Fact]
    public void Mutated_stored_rows_are_read_or_refused_as_JSON_is()
    {
        OrderEvent[] events = [.. ProviderCatalog.Default.All.SelectMany(static provider => ProviderSample.All(provider.Name).Select(sample => provider.Map(sample.Body).Event!))];
        byte[][] stored = [.. events.Select(OrderJson.Write), .. events.Select(static @event => OrderJson.Write(OrderProjection.Fold([@event])!.State))];
        foreach (var seed in new FuzzRun(20_000).Seeds())
        {
            var body = new Mutator(new Random(seed), stored).Next();
            Refused<JsonException>(seed, body, () => OrderJson.ReadEvent(body));
            Refused<JsonException>(seed, body, () => PackedEvent.Read(body));
            Refused<JsonException>(seed, body, () => OrderJson.ReadState(body));
        }
    }

    [Fact]
    public void Mutated_cursor_is_read_or_refused_as_a_cursor()
    {
        byte[][] cursors = [.. ((string[])[new OrderCursor(638_000_000_000_000_000, new("captain", "order")).Write(), new PageCursor(1, "20260301T120000-a").Write(), "nonsense", "", "===="]).Select(Encoding.UTF8.GetBytes)];
        foreach (var seed in new FuzzRun(20_000).Seeds())
        {
            var bytes = new Mutator(new Random(seed), cursors).Next();
            var text = Encoding.UTF8.GetString(bytes);
            Refused<Core.Ports.InvalidCursorException>(seed, bytes, () => OrderCursor.Read(text));
            Refused<Core.Ports.InvalidCursorException>(seed, bytes, () => PageCursor.Read(text));
        }
    }

    [Fact]
    public void Mutated_query_is_read_or_named_as_a_mistake()
    {
        byte[][] words = [.. ((string[])["50", "2025-03-13T08:15:09Z", "2025-03-13", "delivered", "not_json", "true", "open"]).Select(Encoding.UTF8.GetBytes)];
        foreach (var seed in new FuzzRun(20_000).Seeds())
        {
            var bytes = new Mutator(new Random(seed), words).Next();
            var request = new ApiRequest(_ => Encoding.UTF8.GetString(bytes));
            Refused<NotSupportedException>(seed, bytes, () => (request.Limit(), request.Since(), request.Status(), request.Reason(), request.LetterStatus(), request.Rate(), request.Flag("f"), request.Mistakes));
        }
    }

    private static void Refused<TException>(int seed, byte[] body, Func<object?> read)
        where TException : Exception
    {
        try
        {
            _ = read();
        }
        catch (TException)
        {
            // Refused in its own words.
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(FuzzRun.Again(seed, body), failure);
        }
    }

    /// <summary>Folds the last few events that fuzzing made as one order, in two orders of arrival.</summary>
    private sealed class FoldedSet
    {
        private const int Kept = 12;

        private readonly Queue<OrderEvent> last = new();

        public int Count { get; private set; }

        public void Add(OrderEvent? @event)
        {
            if (@event is null)
            {
                return;
            }

            OrderEvent[] events;
            lock (last)
            {
                Count++;
                last.Enqueue(@event with { Order = new(@event.Order.Provider, "one-order") });
                _ = last.Count > Kept ? last.Dequeue() : null;
                events = [.. last];
            }

            var state = OrderJson.Write(OrderProjection.Fold(events)!.State);
            Array.Reverse(events);
            Assert.Equal(state, OrderJson.Write(OrderProjection.Fold(events)!.State));
            Assert.Equal(state, OrderJson.Write(OrderJson.ReadState(state)));
        }
    }
}
