using System.Text;
using System.Text.Json.Nodes;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task Junk_is_refused_and_quarantined_byte_for_byte()
    {
        byte[] junk = [0x7b, 0xff, 0x00, 0x7d];
        await using var relay = await RelayUnderTest.StartAsync();
        using var refused = await relay.PostAsync("captain", junk);
        Assert.Equal(400, (int)refused.StatusCode);
        var letter = Assert.Single(await ListAsync(relay, "reason=not_json"));
        var whole = await relay.GetAsync("/api/dead-letters/" + letter["id"]);
        Assert.Equal(Convert.ToBase64String(junk), (string?)whole["bodyBase64"]);
        Assert.Equal(junk.Length, (int)whole["bodyBytes"]!);

        var (status, _) = await relay.SendAsync(HttpMethod.Post, $"/api/dead-letters/{letter["id"]}/replay");
        Assert.Equal(409, status);
    }

    [Fact]
    public async Task Unrecognised_json_is_accepted_and_lies_on_the_desk()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var id = await relay.AcceptAsync("captain", """{"hello":"wörld"}""");
        await relay.DrainAsync();
        var letter = Assert.Single(await ListAsync(relay, "provider=captain&status=open"));
        Assert.Equal(("unrecognised", id), ((string?)letter["reason"], (string?)letter["eventId"]));
        Assert.Equal("""{"hello":"wörld"}""", (string?)(await relay.GetAsync("/api/dead-letters/" + letter["id"]))["body"]);
    }

    [Fact]
    public async Task Replayed_letter_that_fails_again_is_open_again()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", """{"hello":"world"}""");
        await relay.DrainAsync();
        var id = (string)Assert.Single(await ListAsync(relay, ""))["id"]!;
        var (status, replaying) = await relay.SendAsync(HttpMethod.Post, $"/api/dead-letters/{id}/replay");
        Assert.Equal((202, 1), (status, (int)replaying["replays"]!));
        await relay.DrainAsync();
        var letter = await relay.GetAsync("/api/dead-letters/" + id);
        Assert.Equal(("open", 1, 2), ((string?)letter["status"], (int)letter["replays"]!, (int)letter["attempts"]!));
        _ = Assert.Single(await ListAsync(relay, ""));
    }

    [Fact]
    public async Task Replay_by_filter_is_a_job_that_says_how_it_ended()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        for (var index = 0; index < 5; index++)
        {
            _ = await relay.AcceptAsync("captain", $$"""{"hello":{{index}}}""");
        }

        await relay.DrainAsync();
        var (status, started) = await relay.SendAsync(HttpMethod.Post, "/api/dead-letters/replay?reason=unrecognised&rate=10000");
        Assert.Equal((202, 5L), (status, (long)started["total"]!));
        var ended = await Jobs.EndedAsync(relay, "/api/replays/" + started["id"]);
        Assert.Equal((5L, 0L, 5L, 0L), ((long)ended["replayed"]!, (long)ended["resolved"]!, (long)ended["failedAgain"]!, (long)ended["skipped"]!));
        Assert.All(await ListAsync(relay, "status=open"), static letter => Assert.Equal(1, (int)letter["replays"]!));
        _ = Assert.Single((await relay.GetAsync("/api/replays"))["replays"]!.AsArray());
        Assert.Equal(404, (await relay.SendAsync(HttpMethod.Get, "/api/replays/none")).Status);
    }

    [Fact]
    public async Task Letter_is_discarded_only_with_a_reason_and_only_once()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", """{"hello":"world"}""");
        await relay.DrainAsync();
        var discard = $"/api/dead-letters/{Assert.Single(await ListAsync(relay, ""))["id"]}/discard";
        foreach (var without in (string?[])[null, "{}", """{"reason":" "}""", """{"reason":7}""", "[", $$"""{"reason":"{{new string('x', 501)}}"}"""])
        {
            Assert.Equal(400, (await relay.SendAsync(HttpMethod.Post, discard, without)).Status);
        }

        var (status, discarded) = await relay.SendAsync(HttpMethod.Post, discard, """{"reason":"a test of theirs"}""");
        Assert.Equal((200, "discarded", "a test of theirs"), (status, (string?)discarded["status"], (string?)discarded["discardReason"]));
        Assert.Equal(409, (await relay.SendAsync(HttpMethod.Post, discard, """{"reason":"again"}""")).Status);
        Assert.Equal(1, (int)(await relay.GetAsync("/api/stats"))["deadLetters"]!["discarded"]!);
    }

    [Fact]
    public async Task Letters_are_listed_newest_first_and_paged()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        for (var index = 0; index < 5; index++)
        {
            using var answer = await relay.PostAsync("captain", Encoding.UTF8.GetBytes($"junk {index}"));
            Assert.Equal(400, (int)answer.StatusCode);
        }

        var all = (await ListAsync(relay, "")).Select(static letter => (string)letter["id"]!).ToList();
        Assert.Equal(all.OrderDescending(StringComparer.Ordinal), all);
        List<string> paged = [];
        var cursor = "";
        do
        {
            var page = await relay.GetAsync("/api/dead-letters?limit=2" + cursor);
            paged.AddRange(page["deadLetters"]!.AsArray().Select(static letter => (string)letter!["id"]!));
            cursor = page["cursor"] is { } next ? "&cursor=" + Uri.EscapeDataString((string)next!) : "";
        }
        while (cursor.Length > 0 && paged.Count < 10);

        Assert.Equal(all, paged);
    }

    private static async Task<List<JsonNode>> ListAsync(RelayUnderTest relay, string filter)
        => [.. (await relay.GetAsync("/api/dead-letters?" + filter))["deadLetters"]!.AsArray().Select(static letter => letter!)];
}
