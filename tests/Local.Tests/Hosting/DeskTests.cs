using System.Globalization;
using System.Text;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class DeskTests
{
    private const string Good = """{"data":{"order_uuid":"o1","order_status":"in_progress"},"event_name":"order_status_updated","event_uuid":"u1","created_at":"2026-03-01T10:00:00Z"}""";

    [Fact]
    public async Task Quarantined_junk_is_edited_replayed_and_resolved_with_the_original_kept()
    {
        await using var relay = await RelayUnderTest.StartAsync(("Operator:Keys:alice", "a-key"));
        relay.Http.DefaultRequestHeaders.Authorization = new("Bearer", "a-key");
        using var refused = await relay.PostAsync("captain", [0x7b, 0xff]);
        var id = await OnlyLetterAsync(relay, "reason=not_json");
        Assert.Equal(400, (await relay.SendAsync(HttpMethod.Put, $"/api/dead-letters/{id}/body", "still not json")).Status);
        Assert.Equal(404, (await relay.SendAsync(HttpMethod.Put, "/api/dead-letters/none/body", Good)).Status);

        var (status, edited) = await relay.SendAsync(HttpMethod.Put, $"/api/dead-letters/{id}/body", Good);
        Assert.Equal((200, "o1"), (status, (string?)edited["orderId"]));
        var whole = await relay.GetAsync("/api/dead-letters/" + id);
        Assert.Equal((Good, "e/8="), ((string?)whole["body"], (string?)whole["originalBodyBase64"]));
        Assert.Equal("application/json", (string?)whole["headers"]!["content-type"]);
        Assert.DoesNotContain(RelayUnderTest.CaptainToken, whole.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal(202, (await relay.SendAsync(HttpMethod.Post, $"/api/dead-letters/{id}/replay")).Status);
        await relay.DrainAsync();
        Assert.Equal("resolved", (string?)(await relay.GetAsync("/api/dead-letters/" + id))["status"]);
        Assert.Equal("picked_up", (string?)(await relay.GetAsync("/api/orders/captain/o1"))["status"]);
        Assert.Equal(409, (await relay.SendAsync(HttpMethod.Put, $"/api/dead-letters/{id}/body", Good)).Status);

        var entries = (await relay.GetAsync("/api/audit"))["entries"]!.AsArray();
        Assert.Equal(["replay", "edit"], entries.Select(static entry => (string?)entry!["action"]));
        Assert.All(entries, entry => Assert.Equal(("alice", id), ((string?)entry!["who"], (string?)entry["subject"])));
        Assert.Single((await relay.GetAsync("/api/audit?action=edit&limit=1"))["entries"]!.AsArray());
    }

    [Fact]
    public async Task Letters_that_failed_alike_are_one_group_and_replayed_by_it()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        for (var index = 0; index < 3; index++)
        {
            _ = await relay.AcceptAsync("captain", Good.Replace("in_progress\"}", "x\"}", StringComparison.Ordinal).Replace("\"created_at\":\"2026-03-01T10:00:00Z\"", "\"n\":" + index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("u1", "u" + index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        _ = await relay.AcceptAsync("captain", """{"hello":"world"}""");
        await relay.DrainAsync();
        var groups = (await relay.GetAsync("/api/dead-letters/groups?status=open"))["groups"]!.AsArray();
        Assert.Equal([("invalid_field", 3), ("unrecognised", 1)], groups.Select(static group => ((string?)group!["reason"], (int)group["count"]!)));
        var fingerprint = (string)groups[0]!["fingerprint"]!;
        Assert.Equal(3, (await relay.GetAsync("/api/dead-letters?fingerprint=" + fingerprint))["deadLetters"]!.AsArray().Count);
        Assert.Equal(3, (await relay.GetAsync("/api/dead-letters?orderId=o1"))["deadLetters"]!.AsArray().Count);

        var (status, forecast) = await relay.SendAsync(HttpMethod.Post, $"/api/dead-letters/replay?dryRun=true&limit=1&fingerprint={fingerprint}");
        Assert.Equal((200, 3, 3), (status, (int)forecast["letters"]!, (int)forecast["failing"]!["invalid_field"]!));
        Assert.Equal("invalid_field", (string?)Assert.Single(forecast["examples"]!.AsArray())!["failure"]);
        Assert.All((await relay.GetAsync("/api/dead-letters"))["deadLetters"]!.AsArray(), static letter => Assert.Equal(0, (int)letter!["replays"]!));
    }

    [Fact]
    public async Task Dry_run_says_which_order_a_mended_letter_would_reach()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        using var refused = await relay.PostAsync("captain", "junk"u8.ToArray());
        var id = await OnlyLetterAsync(relay, "reason=not_json");
        _ = await relay.SendAsync(HttpMethod.Put, $"/api/dead-letters/{id}/body", Good);

        var (_, forecast) = await relay.SendAsync(HttpMethod.Post, "/api/dead-letters/replay?dryRun=true");

        var example = Assert.Single(forecast["examples"]!.AsArray())!;
        Assert.Equal(("o1", "applied", "picked_up"), ((string?)example["orderId"], (string?)example["verdict"], (string?)example["statusAfter"]));
        Assert.Equal(404, (await relay.SendAsync(HttpMethod.Get, "/api/orders/captain/o1")).Status);
    }

    [Fact]
    public async Task Wrongly_authenticated_body_is_kept_only_where_asked_and_released_only_by_hand()
    {
        await using var off = await RelayUnderTest.StartAsync();
        using var first = await off.PostAsync("captain", Encoding.UTF8.GetBytes(Good), ("Auth-Token", "wrong"));
        Assert.Empty((await off.GetAsync("/api/dead-letters"))["deadLetters"]!.AsArray());
        Assert.Equal(1, (int)(await off.GetAsync("/api/stats"))["refused"]!["wrong_credential"]!);

        await using var relay = await RelayUnderTest.StartAsync(("Quarantine:Unauthenticated", "true"), ("Quarantine:MaxCount", "1"));
        using var kept = await relay.PostAsync("captain", Encoding.UTF8.GetBytes(Good), ("Auth-Token", "wrong-and-secret"));
        using var beyond = await relay.PostAsync("captain", """{"a":1}"""u8.ToArray(), ("Auth-Token", "wrong-and-secret"));
        Assert.Equal((401, 401), ((int)kept.StatusCode, (int)beyond.StatusCode));
        var id = await OnlyLetterAsync(relay, "reason=unauthenticated");
        Assert.DoesNotContain("wrong-and-secret", (await relay.GetAsync("/api/dead-letters/" + id)).ToJsonString(), StringComparison.Ordinal);

        Assert.Equal(409, (await relay.SendAsync(HttpMethod.Post, $"/api/dead-letters/{id}/replay")).Status);
        Assert.Equal(400, (await relay.SendAsync(HttpMethod.Post, "/api/dead-letters/replay?release=true")).Status);
        Assert.Equal(202, (await relay.SendAsync(HttpMethod.Post, $"/api/dead-letters/{id}/release")).Status);
        await relay.DrainAsync();
        Assert.Equal("picked_up", (string?)(await relay.GetAsync("/api/orders/captain/o1"))["status"]);
        Assert.Equal("release", (string?)(await relay.GetAsync("/api/audit"))["entries"]![0]!["action"]);
    }

    [Fact]
    public async Task Replay_cut_short_by_the_end_of_the_process_is_finished_by_the_next()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var relay = await RelayUnderTest.StartInAsync(folder))
        {
            for (var index = 0; index < 8; index++)
            {
                _ = await relay.AcceptAsync("captain", $$"""{"hello":{{index}}}""");
            }

            await relay.DrainAsync();
            var (_, started) = await relay.SendAsync(HttpMethod.Post, "/api/dead-letters/replay?rate=1");
            id = (string)started["id"]!;
        }

        // As a killed process leaves it: a letter that is marked and was never enqueued.
        await using var next = await RelayUnderTest.StartInAsync(folder);
        var ended = await Jobs.EndedAsync(next, "/api/replays/" + id);
        Assert.Equal((8L, 8L), ((long)ended["replayed"]!, (long)ended["failedAgain"]!));
        Assert.All((await next.GetAsync("/api/dead-letters"))["deadLetters"]!.AsArray(), static letter => Assert.Equal(1, (int)letter!["replays"]!));
    }

    [Fact]
    public async Task Reprojection_finds_nothing_to_change_and_says_so()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", Good);
        await relay.DrainAsync();

        var (one, rebuild) = await relay.SendAsync(HttpMethod.Post, "/api/reproject?provider=captain&orderId=o1");
        Assert.Equal((200, false, 0), (one, (bool)rebuild["changed"]!, (int)rebuild["eventsKept"]!));
        var (dry, page) = await relay.SendAsync(HttpMethod.Post, "/api/reproject?dryRun=true");
        Assert.Equal((200, 1, 0), (dry, (int)page["looked"]!, page["changes"]!.AsArray().Count));
        var (status, job) = await relay.SendAsync(HttpMethod.Post, "/api/reproject");
        Assert.Equal(202, status);
        var ended = await Jobs.EndedAsync(relay, "/api/reprojections/" + job["id"]);
        Assert.Equal((1L, 0L), ((long)ended["done"]!, (long)ended["changed"]!));
        Assert.Equal(400, (await relay.SendAsync(HttpMethod.Post, "/api/reproject?orderId=o1")).Status);
        Assert.Equal(404, (await relay.SendAsync(HttpMethod.Post, "/api/reproject?provider=captain&orderId=none")).Status);
        Assert.Equal(["reproject", "reproject"], (await relay.GetAsync("/api/audit"))["entries"]!.AsArray().Select(static entry => (string?)entry!["action"]));
    }

    private static async Task<string> OnlyLetterAsync(RelayUnderTest relay, string filter)
        => (string)Assert.Single((await relay.GetAsync("/api/dead-letters?" + filter))["deadLetters"]!.AsArray())!["id"]!;
}
