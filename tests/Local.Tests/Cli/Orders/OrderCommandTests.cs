using System.Text;
using System.Text.Json.Nodes;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Tests.Hosting;

namespace OrderRelay.Local.Tests.Cli.Orders;

public sealed class OrderCommandTests
{
    [Fact]
    public async Task Why_goes_through_the_events_and_ends_with_the_reason()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", Bodies.Captain("o1", "u1", "in_progress", "2026-03-01T10:00:00Z"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("o1", "u2", "failed", "2026-03-01T10:05:00Z"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("o1", "u3", "in_progress", "2026-03-01T10:06:00Z"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("o1", "u4", "completed", "2026-03-01T10:10:00Z"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("o1", "u5", "failed", "2026-03-01T10:11:00Z"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("o1", "u6", "completed", "2026-03-01T10:12:00Z"));
        await relay.DrainAsync();

        var (code, output, _) = await AskAsync(relay, "order", "why", "captain/o1");

        Assert.Equal(ExitCodes.Ok, code);
        var flat = Flat(output);
        Assert.StartsWith("captain/o1 delivered ended", flat, StringComparison.Ordinal);
        Assert.Contains("3. 2026-03-01 10:06:00 order_status_updated said in_progress, which is picked_up on the track delivery reopened: strictly later than a soft end, which it re-opens", flat, StringComparison.Ordinal);
        Assert.EndsWith(
            "It is delivered since 2026-03-01 10:10:00 UTC because order_status_updated said completed, which was applied: moved forward in the lifecycle. "
            + "What happened later left it so: 1 late_after_end (after a delivery only a return may follow), 1 repeated (the track already showed this status).",
            flat,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_says_so_when_nothing_moved_the_order()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", Bodies.Captain("o1", "u1", "teleported", "2026-03-01T10:00:00Z"));
        await relay.DrainAsync();

        var (_, output, _) = await AskAsync(relay, "order", "why", "captain/o1", "--json");

        var answer = JsonNode.Parse(output)!;
        Assert.StartsWith("It is unknown because no event moved a track: 1 unknown_status (a status that", (string?)answer["because"], StringComparison.Ordinal);
        Assert.Equal("teleported", (string?)answer["events"]![0]!["providerStatus"]);
    }

    [Fact]
    public async Task Show_finds_an_order_by_id_or_reference_with_or_without_its_provider()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var body = JsonNode.Parse(Bodies.CaptainText("o1", "u1"))!;
        body["data"]!["partners_unique_internal_order_id"] = "shop/4711";
        _ = await relay.AcceptAsync("captain", Encoding.UTF8.GetBytes(body.ToJsonString()));
        await relay.DrainAsync();

        foreach (var name in new[] { "captain/o1", "captain/shop/4711", "shop/4711" })
        {
            var (code, output, error) = await AskAsync(relay, "order", "show", name);

            Assert.True(code == ExitCodes.Ok, error);
            Assert.StartsWith("captain/o1 picked_up stalled since 2025-03-13 08:15:09 UTC store store-1 partner's id shop/4711 delivery picked_up", Flat(output), StringComparison.Ordinal);
        }

        var (_, json, _) = await AskAsync(relay, "order", "show", "shop/4711", "--json");
        Assert.Equal("o1", (string?)JsonNode.Parse(json)!["orderId"]);
    }

    [Fact]
    public async Task Reference_of_several_orders_names_them()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        foreach (var order in new[] { "o1", "o2" })
        {
            var body = JsonNode.Parse(Bodies.CaptainText(order, "u-" + order))!;
            body["data"]!["order_description"] = "42";
            _ = await relay.AcceptAsync("captain", Encoding.UTF8.GetBytes(body.ToJsonString()));
        }

        await relay.DrainAsync();

        var (code, _, error) = await AskAsync(relay, "order", "show", "42");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("2 orders bear the reference 42: ", error, StringComparison.Ordinal);
        Assert.Contains("captain/o1", error, StringComparison.Ordinal);
        Assert.Contains("captain/o2", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("captain/none")]
    [InlineData("none")]
    [InlineData("captain/")]
    [InlineData("/")]
    public async Task Absent_order_is_an_error_that_says_what_was_looked_for(string name)
    {
        await using var relay = await RelayUnderTest.StartAsync();

        var (code, output, error) = await AskAsync(relay, "order", "why", name);

        Assert.Equal((ExitCodes.Failed, ""), (code, output));
        Assert.Contains($"There is no order {name}: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_of_a_webhook_never_reach_the_terminal()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", Bodies.Captain("o1", "u1", "evil\\u001b[31m"));
        await relay.DrainAsync();

        var (_, output, _) = await AskAsync(relay, "order", "why", "captain/o1");

        Assert.Contains("evil·[31m", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    private static Task<(int Code, string Output, string Error)> AskAsync(RelayUnderTest relay, params string[] arguments)
        => CommandLine.RunAsync([.. arguments, "--to", relay.Host.Url.ToString()]);

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
