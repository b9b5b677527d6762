using System.Text;
using OrderRelay.Core.Providers;
using OrderRelay.Local.Simulation;

namespace OrderRelay.Local.Tests.Simulation;

public sealed class TrafficPlanTests
{
    private static readonly TrafficOptions Rough = new()
    {
        Seed = 7,
        Begin = new(2026, 3, 13, 12, 0, 0, TimeSpan.Zero),
        Duplicates = 0.3,
        Reorder = 0.3,
        Late = 0.1,
        Junk = 0.2,
        Unknown = 0.2,
        Skew = TimeSpan.FromMinutes(3),
    };

    [Fact]
    public void Order_made_up_again_is_equal_byte_for_byte()
    {
        var (first, second) = (new TrafficPlan(Rough), new TrafficPlan(Rough with { }));

        Assert.All(Enumerable.Range(0, 60), number => Assert.Equal(Bytes(first.Order(number)), Bytes(second.Order(number))));
    }

    [Fact]
    public void Runs_that_begin_apart_share_no_order()
    {
        var (first, second) = (new TrafficPlan(Rough), new TrafficPlan(Rough with { Begin = Rough.Begin.AddSeconds(1) }));

        Assert.Empty(Ids(first, 200).Intersect(Ids(second, 200)));
    }

    [Fact]
    public void Order_numbers_give_ids_of_which_no_two_are_alike()
    {
        var numbers = new OrderNumbers(OrderRandom.Of(1));

        Assert.Equal(300_000, Enumerable.Range(0, 300_000).Select(number => numbers.Of(number, "hexhexhexhex")).ToHashSet().Count);
        Assert.All(["73acf7d2fcae", "1f6f7a6e-0c1d-4f7e-a2f5-9b6f1a2b3c4d"], shape => Assert.Equal(shape.Length, numbers.Of(5, shape).Length));
    }

    [Fact]
    public void Undisturbed_order_is_sent_as_it_happened()
        => Assert.All(Orders(new() { Seed = 1, Begin = Rough.Begin }), static order =>
        {
            Assert.All(order.Sends, static send => Assert.Equal(SendKind.Event, send.Kind));
            Assert.Equal(order.Sends.Select(static send => send.Event.At).Order(), order.Sends.Select(static send => send.Event.At));
        });

    [Fact]
    public void Late_events_come_after_everything_that_is_in_time()
        => Assert.All(Orders(Rough with { Duplicates = 0 }), static order =>
        {
            var kinds = order.Sends.Select(static send => send.Kind).SkipWhile(static kind => kind is not SendKind.Late);
            Assert.DoesNotContain(SendKind.Event, kinds);
        });

    [Fact]
    public void Shares_are_kept()
    {
        var sends = Orders(Rough, 1000).SelectMany(static order => order.Sends).ToLookup(static send => send.Kind);
        var events = (double)(sends[SendKind.Event].Count() + sends[SendKind.Late].Count());

        Assert.InRange(sends[SendKind.Late].Count() / events, 0.08, 0.12);
        Assert.InRange(sends[SendKind.Duplicate].Count() / events, 0.27, 0.33);
        Assert.InRange(sends[SendKind.Junk].Count() / events, 0.18, 0.22);
        Assert.InRange(sends[SendKind.Unknown].Count() / events, 0.18, 0.22);
    }

    [Fact]
    public void Bodies_are_what_their_kind_says()
    {
        foreach (var order in Orders(Rough, 200))
        {
            var provider = ProviderCatalog.Default.Find(order.Dialect.Name)!;
            Assert.All(order.Sends, send =>
            {
                var mapped = provider.Map(send.Body(order.Dialect, 1)).Event;
                Assert.Equal(send.Kind is SendKind.Junk, mapped is null);
                Assert.Equal(send.Kind is SendKind.Unknown || IsOdd(send), mapped?.Move.Unknown ?? false);
                Assert.Equal(mapped?.OccurredAt ?? send.Event.At, send.Event.At);
            });
        }

        // A duplicate may be of an event that no table knows.
        static bool IsOdd(PlannedSend send) => send.Kind is SendKind.Duplicate && send.Event.Step.Status is "handed_to_drone" or "AWAITING_DRONE";
    }

    [Fact]
    public void Junk_is_both_bytes_that_are_no_json_and_json_about_nothing()
    {
        var scans = Orders(Rough, 200)
            .SelectMany(static order => order.Sends.Where(static send => send.Kind is SendKind.Junk)
                .Select(send => ProviderCatalog.Default.Find(order.Dialect.Name)!.Scan(send.Body(order.Dialect, 1)).Status))
            .ToLookup(static status => status);

        Assert.NotEmpty(scans[ScanStatus.NotJson]);
        Assert.NotEmpty(scans[ScanStatus.Unrecognised]);
        Assert.Empty(scans[ScanStatus.Recognised]);
    }

    [Fact]
    public void Connection_sends_each_of_its_orders_in_its_own_order_and_holds_few()
    {
        var plan = new TrafficPlan(Rough);
        var traffic = new LaneTraffic(plan, lane: 1, lanes: 3, orders: 100, open: 4, OrderRandom.Of(9));
        var sent = new Dictionary<string, List<PlannedSend>>();
        while (traffic.Next() is { } next)
        {
            var id = next.Send.Event.Order.OrderId;
            (sent.TryGetValue(id, out var of) ? of : sent[id] = []).Add(next.Send);
            Assert.InRange(traffic.Unfinished.Count(), 0, 4);
        }

        Assert.Equal((33, 33), (traffic.Begun, traffic.Finished));
        Assert.All(Enumerable.Range(0, 33), index =>
        {
            var order = plan.Order(1 + (3 * index));
            Assert.Equal(order.Sends.Select(Shown), sent[order.Script.OrderId].Select(Shown));
        });
    }

    private static IEnumerable<SimulatedOrder> Orders(TrafficOptions options, int count = 100)
        => Enumerable.Range(0, count).Select(number => new TrafficPlan(options).Order(number));

    private static string[] Ids(TrafficPlan plan, int count) => [.. Enumerable.Range(0, count).Select(number => plan.Order(number).Script.OrderId)];

    private static string Shown(PlannedSend send) => $"{send.Kind} {send.Event.EventId}";

    private static string Bytes(SimulatedOrder order)
        => string.Join('\n', order.Sends.Select(send => $"{send.Kind} {Encoding.Latin1.GetString(send.Body(order.Dialect, 2))}"));
}
