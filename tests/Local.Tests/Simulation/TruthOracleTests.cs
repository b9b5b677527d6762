using OrderRelay.Core.Orders;
using OrderRelay.Core.Providers;
using OrderRelay.Local.Simulation;

namespace OrderRelay.Local.Tests.Simulation;

/// <summary>The truth is computed twice, by people who did not look at each other: here they meet.</summary>
public sealed class TruthOracleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 13, 12, 0, 0, TimeSpan.Zero);

    private static readonly OrderScript Script = OrderScript.ForCaptain(OrderRandom.Of(3), 1) with
    {
        Items = [new("item-1", "Null Noodles", 1, "default")],
        Store = new("Nowhere", "nowhere", "+00:00", ListsItems: false),
    };

    [Fact]
    public void Order_with_right_clocks_ends_as_its_story_says()
    {
        var plan = new TrafficPlan(new() { Seed = 5, Begin = Noon, Duplicates = 0.5, Reorder = 0.5, Late = 0.3, Unknown = 0.2, Junk = 0.2 });

        Assert.All(Enumerable.Range(0, 600).Select(number => plan.Order(number)), static order
            => Assert.Equal((order.Story.Name, StatusNames.Of(order.Story.Expected)), (order.Story.Name, TruthOracle.Of(order, order.Sends.Count).Status)));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 30)]
    [InlineData(3, 600)]
    [InlineData(4, 1800)]
    public void Truth_equals_the_fold_of_what_was_sent_wherever_a_run_is_cut(ulong seed, int skew)
    {
        var plan = new TrafficPlan(new()
        {
            Seed = seed,
            Begin = Noon,
            Skew = TimeSpan.FromSeconds(skew),
            Duplicates = 0.3,
            Reorder = 0.4,
            Late = 0.2,
            Unknown = 0.2,
            Junk = 0.1,
        });
        for (var number = 0; number < 200; number++)
        {
            var order = plan.Order(number);
            var sent = 1 + (number * 7 % order.Sends.Count);
            AssertFolded(order, sent);
            AssertFolded(order, order.Sends.Count);
        }
    }

    [Theory]
    [InlineData("delivered", "completed 1", "failed 2")]
    [InlineData("returning", "completed 1", "returning_to_pickup_with_delivery 2")]
    [InlineData("delivered", "failed 1", "completed 2")]
    [InlineData("delivered", "completed 3", "in_progress 4", "in_progress 1", "cancelled 2", "completed 0")]
    [InlineData("picked_up", "auto_closed 1", "in_progress 2")]
    [InlineData("closed_unconfirmed", "auto_closed 2", "in_progress 1")]
    [InlineData("closed_unconfirmed", "auto_closed 2", "in_progress 2")]
    [InlineData("closed_unconfirmed", "auto_closed 2", "completed 2")]
    [InlineData("failed", "completed 2", "failed 2")]
    [InlineData("failed", "returning_to_pickup_with_delivery 2", "failed 2")]
    [InlineData("delivered", "in_progress 2", "completed 2")]
    [InlineData("unknown", "handed_to_drone 2")]
    public void Documented_rules_hold_whatever_the_order_of_sending(string expected, params string[] words)
    {
        var order = OrderOf(words);

        Assert.Equal(expected, TruthOracle.Of(order, order.Sends.Count).Status);
        AssertFolded(order, order.Sends.Count);
    }

    private static void AssertFolded(SimulatedOrder order, int sent)
    {
        var truth = TruthOracle.Of(order, sent);
        var provider = ProviderCatalog.Default.Find(order.Dialect.Name)!;
        var events = order.Sends.Take(sent).Where(static send => send.Kind is not SendKind.Junk)
            .Select(send => provider.Map(send.Body(order.Dialect, 1)).Event!).ToArray();
        if (events.Length == 0)
        {
            Assert.Equal(0, truth.Events);
            return;
        }

        var state = OrderProjection.Fold(events).State;
        Assert.Equal(state.Key, new OrderKey(truth.Provider, truth.OrderId));
        Assert.Equal(StatusNames.Of(state.Headline), truth.Status);
        Assert.Equal(state.Delivery is { } delivery ? StatusNames.Of(delivery.Status) : null, truth.Delivery);
        Assert.Equal(state.Preparation is { } preparation ? StatusNames.Of(preparation.Status) : null, truth.Preparation);
        Assert.Equal(state.Items.Where(static item => item.Status is not null).Select(static item => $"{item.Id} {StatusNames.Of(item.Status!.Value)}"), truth.Items);
        Assert.Equal(state.Events, truth.Events);
    }

    /// <summary>An order of job events, each <c>WORD MINUTE</c>, in the order of sending.</summary>
    private static SimulatedOrder OrderOf(string[] words)
    {
        var sends = words.Select(static (word, index) => new PlannedSend(SendKind.Event, new()
        {
            Order = Script,
            Step = new(0, word.StartsWith("returning", StringComparison.Ordinal) ? "job_delivery_status_updated" : "order_status_updated", word.Split(' ')[0]),
            At = Noon.AddMinutes(int.Parse(word.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)),
            EventId = $"event-{index}",
        }));
        return new(0, Dialect.Captain, Script, new("told here", 1, Headline.Unknown, []), [.. sends]);
    }
}
