using System.Globalization;
using System.Text.Json.Nodes;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Tests.Hosting;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Cli;

/// <summary>The desk's verbs as a user types them, at a real relay.</summary>
public sealed class DeskVerbsTests
{
    private const string Junk = """{"hello":"world"}""";

    [Fact]
    public async Task Desk_is_listed_grouped_and_shown()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", Junk);
        await relay.DrainAsync();

        var (_, groups, _) = await RunAsync(relay, "dead-letters", "groups");
        var (_, list, _) = await RunAsync(relay, "dead-letters", "list", "--reason", "unrecognised", "--json");
        var id = (string)Assert.Single(JsonNode.Parse(list)!["deadLetters"]!.AsArray())!["id"]!;
        var (code, shown, _) = await RunAsync(relay, "dead-letters", "show", id);

        Assert.Contains("unrecognised", groups, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains($"id: {id}", shown, StringComparison.Ordinal);
        Assert.Contains("world", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_waits_for_the_job_and_fails_while_letters_fail_again()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        for (var index = 0; index < 3; index++)
        {
            _ = await relay.AcceptAsync("captain", $$"""{"hello":{{index}}}""");
        }

        await relay.DrainAsync();

        var (dry, forecast, _) = await RunAsync(relay, "dead-letters", "replay", "--dry-run", "--json");
        Assert.Equal((ExitCodes.Ok, 3), (dry, (int)JsonNode.Parse(forecast)!["letters"]!));
        Assert.All(await ReplaysAsync(relay), static replays => Assert.Equal(0, replays));

        var (code, output, _) = await RunAsync(relay, "dead-letters", "replay", "--rate", "1000");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("status: done", output, StringComparison.Ordinal);
        Assert.Contains("replayed: 3", output, StringComparison.Ordinal);
        Assert.Contains("failedAgain: 3", output, StringComparison.Ordinal);
        Assert.All(await ReplaysAsync(relay), static replays => Assert.Equal(1, replays));
    }

    [Fact]
    public async Task Replay_keeps_the_rate_that_was_asked_for()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", Junk);
        await relay.DrainAsync();

        _ = await RunAsync(relay, "dead-letters", "replay", "--rate", "7");

        Assert.Equal(7, (int)(await relay.GetAsync("/api/replays"))["replays"]![0]!["rate"]!);
    }

    [Fact]
    public async Task Senseless_rate_is_refused_with_a_word()
    {
        await using var relay = await RelayUnderTest.StartAsync();

        var (code, _, error) = await RunAsync(relay, "dead-letters", "replay", "--rate", "0");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("rate", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mended_letter_is_replayed_alone_and_resolved()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        using var folder = new TemporaryFolder();
        _ = await relay.AcceptAsync("captain", Junk);
        await relay.DrainAsync();
        var id = await OnlyLetterAsync(relay);
        var file = Path.Combine(folder.Path, "mended.json");
        await File.WriteAllTextAsync(file, Bodies.CaptainText("o1", "u1"));

        Assert.Equal(ExitCodes.Ok, (await RunAsync(relay, "dead-letters", "edit", id, file)).Code);
        Assert.Equal(ExitCodes.Ok, (await RunAsync(relay, "dead-letters", "replay", id)).Code);
        await relay.DrainAsync();

        Assert.Equal("picked_up", (string?)(await relay.GetAsync("/api/orders/captain/o1"))["status"]);
        Assert.Equal("resolved", (string?)(await relay.GetAsync("/api/dead-letters/" + id))["status"]);
        Assert.Equal(ExitCodes.Failed, (await RunAsync(relay, "dead-letters", "edit", id, Path.Combine(folder.Path, "absent.json"))).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Letter_with_a_wrong_credential_is_let_in_by_hand_only(bool byFilter)
    {
        await using var relay = await RelayUnderTest.StartAsync(("Quarantine:Unauthenticated", "true"));
        using var refused = await relay.PostAsync("captain", Bodies.Captain("o1", "u1"), ("Auth-Token", "wrong"));
        var id = await OnlyLetterAsync(relay);

        var (without, _, said) = await RunAsync(relay, "dead-letters", "replay", id);
        var (unnamed, _, _) = await RunAsync(relay, "dead-letters", "replay", "--release");
        var (code, output, error) = byFilter
            ? await RunAsync(relay, "dead-letters", "replay", "--reason", "unauthenticated", "--release")
            : await RunAsync(relay, "dead-letters", "release", id);

        Assert.Equal((ExitCodes.Failed, ExitCodes.Failed), (without, unnamed));
        Assert.Contains("answered 409", said, StringComparison.Ordinal);
        Assert.True(code == ExitCodes.Ok, output + error);
        await relay.DrainAsync();
        Assert.Equal("picked_up", (string?)(await relay.GetAsync("/api/orders/captain/o1"))["status"]);
    }

    [Fact]
    public async Task Discard_takes_a_reason_and_keeps_it()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", Junk);
        await relay.DrainAsync();
        var id = await OnlyLetterAsync(relay);

        Assert.Equal(ExitCodes.Usage, (await RunAsync(relay, "dead-letters", "discard", id)).Code);
        var (code, _, error) = await RunAsync(relay, "dead-letters", "discard", id, "--why", "a \"test\" of theirs \\ é");

        Assert.True(code == ExitCodes.Ok, error);
        var letter = await relay.GetAsync("/api/dead-letters/" + id);
        Assert.Equal(("discarded", "a \"test\" of theirs \\ é"), ((string?)letter["status"], (string?)letter["discardReason"]));
    }

    [Fact]
    public async Task Reproject_forecasts_then_rebuilds_one_order_or_all()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        for (var index = 0; index < 3; index++)
        {
            _ = await relay.AcceptAsync("captain", Bodies.Captain("o" + index.ToString(CultureInfo.InvariantCulture), "u1"));
        }

        await relay.DrainAsync();

        var (dry, forecast, _) = await RunAsync(relay, "reproject", "--dry-run");
        var (one, rebuilt, _) = await RunAsync(relay, "reproject", "--provider", "captain", "--order", "o1", "--json");
        var (all, job, _) = await RunAsync(relay, "reproject");
        var (absent, _, error) = await RunAsync(relay, "reproject", "--provider", "captain", "--order", "none");

        Assert.Equal((ExitCodes.Ok, ExitCodes.Ok, ExitCodes.Ok, ExitCodes.Failed), (dry, one, all, absent));
        Assert.Equal("0 of 3 orders would change", forecast.Trim());
        Assert.False((bool)JsonNode.Parse(rebuilt)!["changed"]!);
        Assert.Contains("done: 3", job, StringComparison.Ordinal);
        Assert.Contains("answered 404", error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(RelayUnderTest relay, params string[] arguments)
        => CommandLine.RunAsync([.. arguments, "--to", relay.Host.Url.ToString()]);

    private static async Task<string> OnlyLetterAsync(RelayUnderTest relay)
        => (string)Assert.Single((await relay.GetAsync("/api/dead-letters"))["deadLetters"]!.AsArray())!["id"]!;

    private static async Task<int[]> ReplaysAsync(RelayUnderTest relay)
        => [.. (await relay.GetAsync("/api/dead-letters"))["deadLetters"]!.AsArray().Select(static letter => (int)letter!["replays"]!)];
}
