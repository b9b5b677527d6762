using System.Net;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Tests.Hosting;

namespace OrderRelay.Local.Tests.Simulation;

/// <summary>The simulator against the real relay, over real Kestrel.</summary>
public sealed class VerifiedRunTests : IAsyncLifetime, IDisposable
{
    private readonly SimulationRig rig = new();
    private RelayUnderTest relay = null!;

    public async Task InitializeAsync() => relay = await RelayUnderTest.StartAsync();

    public async Task DisposeAsync() => await relay.DisposeAsync();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Every_order_of_a_rough_hour_equals_the_truth()
    {
        using var client = RelayClient.For(relay.Host.Url);

        Assert.Equal(ExitCodes.Ok, await rig.RunAsync(SimulationRig.Options(relay.Host.Url, 120), SimulationRig.Tokens, client));
        Assert.Contains("120 of 120 orders equal the truth", rig.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', rig.Output);
    }

    [Fact]
    public async Task Figures_agree_with_those_of_the_relay()
    {
        using var client = RelayClient.For(relay.Host.Url);

        var summary = await rig.SummaryAsync(SimulationRig.Options(relay.Host.Url, 60), SimulationRig.Tokens, client);
        var stats = await client.StatsAsync(default);

        Assert.True(summary.GetProperty("good").GetBoolean());
        Assert.Equal(stats.Accepted, summary.GetProperty("acknowledged").GetInt64() + summary.GetProperty("junkAnswers").GetProperty("202").GetInt64());
        Assert.Equal(stats.Refused.Values.Sum(), summary.GetProperty("junkAnswers").GetProperty("400").GetInt64());
        Assert.Equal(stats.Duplicates, summary.GetProperty("duplicates").GetInt64());
        Assert.Equal(stats.Orders.Values.Sum(), summary.GetProperty("orders").GetInt64());
        Assert.Equal(stats.Accepted, summary.GetProperty("ackMilliseconds").GetProperty("count").GetInt64());
        Assert.All(["events", "late", "outOfOrder", "unknownStatuses", "junk"], name => Assert.NotEqual(0, summary.GetProperty(name).GetInt64()));
    }

    [Fact]
    public async Task Run_that_its_duration_ends_in_the_middle_of_orders_still_knows_what_is_true()
    {
        using var client = RelayClient.For(relay.Host.Url);
        var options = SimulationRig.Options(relay.Host.Url, 1) with { Orders = null, Duration = TimeSpan.FromSeconds(0.3), Rate = 400 };

        var summary = await rig.SummaryAsync(options, SimulationRig.Tokens, client);

        Assert.True(summary.GetProperty("good").GetBoolean(), rig.Output);
        Assert.Equal("due", summary.GetProperty("ackMilliseconds").GetProperty("countedFrom").GetString());
        Assert.InRange(summary.GetProperty("verification").GetProperty("orders").GetInt64(), 1, 256);
    }

    [Fact]
    public async Task Same_run_again_sends_nothing_but_duplicates_and_every_order_is_as_before()
    {
        using var client = RelayClient.For(relay.Host.Url);
        var options = SimulationRig.Options(relay.Host.Url, 20);
        Assert.Equal(ExitCodes.Ok, await rig.RunAsync(options, SimulationRig.Tokens, client));

        Assert.Equal(ExitCodes.Ok, await rig.RunAsync(options with { Connections = 3 }, SimulationRig.Tokens, client));
        Assert.Equal(20, (await client.StatsAsync(default)).Orders.Values.Sum());
    }

    [Theory]
    [InlineData("status", "unknown")]
    [InlineData("events counted", "99")]
    [InlineData("delivery", "nothing")]
    public async Task Wrong_state_is_a_difference_that_fails_the_run(string what, string shown)
    {
        string? victim = null;
        using var client = RelayClient.For(relay.Host.Url, new TamperedAnswers("", order =>
        {
            if (order["orderId"] is { } id && order["items"] is not null && order["delivery"] is not null && (victim ??= (string)id!) == (string)id!)
            {
                _ = what switch
                {
                    "status" => order["status"] = shown,
                    "delivery" => order["delivery"] = null,
                    _ => order["events"] = 99,
                };
            }
        }));

        Assert.Equal(ExitCodes.Failed, await rig.RunAsync(SimulationRig.Options(relay.Host.Url, 6), SimulationRig.Tokens, client));
        var row = Assert.Single(rig.Output.Split('\n'), line => line.Contains(victim!, StringComparison.Ordinal));
        Assert.Contains(what, row, StringComparison.Ordinal);
        Assert.Contains(shown, row, StringComparison.Ordinal);
        Assert.Contains("5 of 6 orders equal the truth", rig.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_lost_from_a_timeline_is_a_difference_that_fails_the_run()
    {
        using var client = RelayClient.For(relay.Host.Url, new TamperedAnswers("/events", static timeline => timeline["events"]!.AsArray().RemoveAt(0)));

        var summary = await rig.SummaryAsync(SimulationRig.Options(relay.Host.Url, 3), SimulationRig.Tokens, client);

        Assert.Equal(3, summary.GetProperty("verification").GetProperty("wrong").GetInt32());
        Assert.Equal("events in the timeline", summary.GetProperty("verification").GetProperty("differences")[0].GetProperty("what").GetString());
    }

    [Fact]
    public async Task Order_that_the_relay_does_not_know_is_a_difference()
    {
        await using var other = await RelayUnderTest.StartAsync();
        using var client = RelayClient.For(other.Host.Url);

        var summary = await rig.SummaryAsync(SimulationRig.Options(relay.Host.Url, 3), SimulationRig.Tokens, client);

        Assert.All(summary.GetProperty("verification").GetProperty("differences").EnumerateArray(), static difference => Assert.Equal("nothing", difference.GetProperty("shown").GetString()));
        Assert.Equal(3, summary.GetProperty("verification").GetProperty("wrong").GetInt32());
    }

    [Fact]
    public async Task Difference_that_settles_in_time_is_none()
    {
        var asked = 0;
        using var client = RelayClient.For(relay.Host.Url, new TamperedAnswers("/events", timeline =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                timeline["events"]!.AsArray().RemoveAt(0);
            }
        }));

        Assert.Equal(ExitCodes.Ok, await rig.RunAsync(SimulationRig.Options(relay.Host.Url, 3), SimulationRig.Tokens, client));
        Assert.Equal(4, asked);
    }

    [Fact]
    public async Task Wrong_operator_key_is_told_before_anything_is_sent()
    {
        using var refused = new RefusedAnswers();
        using var client = RelayClient.For(relay.Host.Url, refused);

        Assert.Equal(ExitCodes.Failed, await rig.RunAsync(SimulationRig.Options(relay.Host.Url, 3), SimulationRig.Tokens, client));
        Assert.Contains("401: the key is wrong", rig.Error, StringComparison.Ordinal);
        using var operators = RelayClient.For(relay.Host.Url);
        Assert.Equal(0, (await operators.StatsAsync(default)).Accepted);
    }

    /// <summary>What a relay answers to a wrong key where one is asked for.</summary>
    private sealed class RefusedAnswers : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("""{"detail":"the key is wrong"}""") });
    }
}
