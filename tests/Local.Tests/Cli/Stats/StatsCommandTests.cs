using System.Text.Json.Nodes;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Tests.Hosting;

namespace OrderRelay.Local.Tests.Cli.Stats;

public sealed class StatsCommandTests
{
    [Fact]
    public async Task Stats_shows_what_the_relay_counted()
    {
        await using var relay = await RelayUnderTest.StartAsync(("Operator:Keys:alice", "a-key"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("o1", "u1"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("o1", "u2", "teleported"));
        await relay.DrainAsync();

        var (code, output, error) = await CommandLine.RunAsync("stats", "--to", relay.Host.Url.ToString(), "--key", "a-key");

        Assert.True(code == ExitCodes.Ok, error);
        var lines = output.Split('\n').Select(static line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToArray();
        Assert.Contains(lines, static line => line.StartsWith("accepted 2", StringComparison.Ordinal));
        Assert.Contains("orders picked_up 1", lines);
        Assert.Contains("verdicts applied 1, unknown_status 1", lines);
        Assert.Contains("unknown statuses captain teleported 1", lines);
    }

    [Fact]
    public async Task Stats_as_json_is_the_relays_own()
    {
        await using var relay = await RelayUnderTest.StartAsync();

        var (_, output, _) = await CommandLine.RunAsync("stats", "--to", relay.Host.Url.ToString(), "--json");

        Assert.Equal(0, (int)JsonNode.Parse(output)!["accepted"]!);
    }

    [Fact]
    public async Task Refused_key_is_an_error_that_does_not_show_it()
    {
        await using var relay = await RelayUnderTest.StartAsync(("Operator:Keys:alice", "a-key"));

        var (code, output, error) = await CommandLine.RunAsync("stats", "--to", relay.Host.Url.ToString(), "--key", "wrong-key");

        Assert.Equal((ExitCodes.Failed, ""), (code, output));
        Assert.Contains("api/stats answered 401", error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-key", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Senseless_interval_is_a_matter_of_usage()
        => Assert.Equal(ExitCodes.Usage, (await CommandLine.RunAsync("stats", "--watch", "--interval", "0")).Code);
}
