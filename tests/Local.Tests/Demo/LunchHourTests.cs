using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Providers;
using OrderRelay.Local.Demo;

namespace OrderRelay.Local.Tests.Demo;

public sealed class LunchHourTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 13, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Lunch_hour_with_equal_options_is_equal_byte_for_byte()
    {
        var (first, second) = (Plan(7), Plan(7));

        Assert.Equal(first.Orders, second.Orders);
        Assert.Equal(first.Requests.Select(Shown), second.Requests.Select(Shown));
    }

    [Fact]
    public void Lunch_hour_with_another_seed_is_another()
        => Assert.NotEqual(Plan(7).Orders, Plan(8).Orders);

    [Fact]
    public void Lunch_hour_of_the_default_size_has_every_kind_of_request()
    {
        var plan = Plan(LunchHourOptions.DefaultSeed);

        Assert.Equal(Enum.GetValues<RequestKind>(), plan.ByKind.Keys.Order());
        Assert.Equal(plan.Requests.Count, plan.ByKind.Values.Sum());
        Assert.Equal(SamplePayloads.All.Count, plan.ByKind[RequestKind.Sample]);
        Assert.Equal(21, SamplePayloads.All.Count);
    }

    [Fact]
    public void Requests_are_sent_in_order_and_within_the_play()
    {
        var plan = Plan(3);

        Assert.Equal(plan.Requests.Select(static request => request.DelayFromStart).Order(), plan.Requests.Select(static request => request.DelayFromStart));
        Assert.All(plan.Requests, static request => Assert.InRange(request.DelayFromStart, TimeSpan.Zero, TimeSpan.FromSeconds(9)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(LunchHourOptions.DefaultSeed)]
    public void Bodies_are_what_their_kind_says(int seed)
    {
        foreach (var request in Plan(seed).Requests)
        {
            var provider = ProviderCatalog.Default.Find(request.Provider)!;
            var scan = provider.Scan(request.Body.Span);
            var mapped = provider.Map(request.Body);
            switch (request.Kind)
            {
                case RequestKind.Junk:
                    Assert.Equal(ScanStatus.NotJson, scan.Status);
                    break;
                case RequestKind.Poisoned:
                    Assert.Equal(ScanStatus.Recognised, scan.Status);
                    Assert.Null(mapped.Event);
                    break;
                case RequestKind.Unrecognised:
                    Assert.Equal(ScanStatus.Unrecognised, scan.Status);
                    Assert.Null(mapped.Event);
                    break;
                case RequestKind.WrongToken:
                    break;
                default:
                    Assert.Equal(ScanStatus.Recognised, scan.Status);
                    Assert.Equal(request.OrderId, mapped.Event!.Order.OrderId);
                    Assert.Equal(request.Kind is RequestKind.UnknownStatus, mapped.Event.Move.Unknown);
                    Assert.Equal(request.Kind is RequestKind.ProviderRetry, mapped.DeliveryAttempt == 2);
                    break;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Events_folded_in_any_order_give_the_headline_of_their_story(int seed)
    {
        var plan = LunchHour.Plan(new() { Seed = seed, Orders = 120, Opens = Noon });
        var random = new Random(seed);
        var events = plan.Requests
            .Where(static request => request.ExpectedStatus == 202)
            .Select(static request => ProviderCatalog.Default.Find(request.Provider)!.Map(request.Body).Event)
            .OfType<OrderEvent>()
            .OrderBy(_ => random.Next())
            .ToLookup(static @event => @event.Order);

        foreach (var order in plan.Orders)
        {
            Assert.True(events.Contains(order.Key));
            Assert.Equal((order.Story, order.Expected), (order.Story, OrderProjection.Fold([.. events[order.Key]]).State.Headline));
        }
    }

    [Fact]
    public void Repetitions_share_their_event_and_nothing_else_does()
    {
        var plan = Plan(5);
        foreach (var group in plan.Requests.Where(static request => request.OrderId is not null).GroupBy(static request => request.EventKey))
        {
            var identities = group.Select(static request => ProviderCatalog.Default.Find(request.Provider)!.Map(request.Body).Event!)
                .Select(static @event => (@event.Identity, @event.Content));

            Assert.Single(identities.Distinct());
        }
    }

    private static LunchHourPlan Plan(int seed) => LunchHour.Plan(new() { Seed = seed, Opens = Noon });

    private static string Shown(PlannedRequest request)
        => $"{request.DelayFromStart} {request.Provider} {request.Kind} {request.EventKey} {request.OrderId} {Encoding.Latin1.GetString(request.Body.Span)}";
}
