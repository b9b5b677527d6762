using System.Text;
using System.Text.Json.Nodes;
using OrderRelay.Contracts.Providers;

namespace OrderRelay.Abuse.Hosting;

/// <summary>
/// One order's erasure on a running relay, held against every byte of every file of its data folder (tables, indexes, free pages, logs of
/// writes), every answer and every log line. Whatever can come to hold a person was filled before.
/// </summary>
public sealed class ErasureScanTests
{
    private const string Personal = "zq-personal-value-qz";
    private const string Order = "order-to-erase";
    private const string Path = "/api/orders/captain/" + Order;

    private static readonly string[] PersonalPaths = ["data.recipient.name", "data.recipient.phone_number", "data.recipient.address.line_1", "data.driver.name"];

    [Fact]
    public async Task Erased_order_is_in_no_file_no_answer_and_no_log_line_while_the_relay_runs_on()
    {
        await using var relay = await Relay.StartAsync(
            null,
            ("Notifications:Rules:0:Name", "all"), ("Notifications:Rules:0:On:0", "headline:preparing"), ("Notifications:Rules:0:Channels:0", "shop"),
            ("Notifications:Channels:shop:Kind", "webhook"), ("Notifications:Channels:shop:Url", "https://127.0.0.1:9/"), ("Notifications:Channels:shop:Secrets:0", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), ("Notifications:Channels:shop:AllowPrivate", "true"));
        await FillAsync(relay);
        Assert.Contains(FilesWith(relay, Personal), static file => file.StartsWith("orders.db", StringComparison.Ordinal));
        Assert.Contains(FilesWith(relay, Personal), static file => file.StartsWith("desk.db", StringComparison.Ordinal));

        Assert.Equal(204, (await AskAsync(relay, "DELETE", Path + "/personal-data")).Status);

        await AssertGoneAsync(relay);

        // What comes later of it brings nothing back, a letter neither.
        await SendAsync(relay, Body("e-later", Personal));
        await SendAsync(relay, Broken("e-later-broken"));
        await relay.DrainAsync();
        Assert.Equal(204, (await AskAsync(relay, "DELETE", Path + "/personal-data")).Status);
        await AssertGoneAsync(relay);
        Assert.Contains("preparing", (await AskAsync(relay, "GET", Path)).Body, StringComparison.Ordinal);
    }

    /// <summary>Two contents of one event, letters with one and with two bodies, a notification, a replay, a reprojection, rows of the audit.</summary>
    private static async Task FillAsync(Relay relay)
    {
        await SendAsync(relay, Body("e-1", Personal));
        await SendAsync(relay, Body("e-1", Personal + " other content"));
        await SendAsync(relay, Broken("e-2"));
        await SendAsync(relay, Broken("e-3"));
        await relay.DrainAsync();
        var letters = JsonNode.Parse((await AskAsync(relay, "GET", "/api/dead-letters")).Body)!["deadLetters"]!.AsArray();
        Assert.Equal(2, letters.Count);
        Assert.Equal(200, (await AskAsync(relay, "PUT", $"/api/dead-letters/{letters[0]!["id"]}/body", Body("e-4", Personal))).Status);
        Assert.Equal(202, (await AskAsync(relay, "POST", "/api/dead-letters/replay?provider=captain")).Status);
        Assert.Equal(202, (await AskAsync(relay, "POST", "/api/reproject?provider=captain")).Status);
        for (var asked = 0; asked < 1000 && !await AreDoneAsync(relay); asked++)
        {
            await Task.Delay(20);
        }

        await relay.DrainAsync();
    }

    private static async Task<bool> AreDoneAsync(Relay relay)
    {
        var (replays, reprojections) = ((await AskAsync(relay, "GET", "/api/replays")).Body, (await AskAsync(relay, "GET", "/api/reprojections")).Body);
        return replays.Contains("\"done\"", StringComparison.Ordinal) && reprojections.Contains("\"done\"", StringComparison.Ordinal);
    }

    private static async Task AssertGoneAsync(Relay relay)
    {
        foreach (var path in (string[])[Path, Path + "/events", "/api/orders", "/api/orders?q=" + Personal, "/api/dead-letters", "/api/notifications", "/api/audit", "/api/replays", "/api/reprojections", "/api/stats"])
        {
            Assert.DoesNotContain(Personal, (await AskAsync(relay, "GET", path)).Body.Replace("q=" + Personal, "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        foreach (var letter in JsonNode.Parse((await AskAsync(relay, "GET", "/api/dead-letters")).Body)!["deadLetters"]!.AsArray())
        {
            Assert.DoesNotContain(Personal, (await AskAsync(relay, "GET", $"/api/dead-letters/{letter!["id"]}")).Body, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(relay.Log.All, static line => line.Contains(Personal, StringComparison.Ordinal));

        // The logs are emptied right behind the commit that is told.
        for (var asked = 0; asked < 500 && FilesWith(relay, Personal).Count > 0; asked++)
        {
            await Task.Delay(20);
        }

        Assert.Empty(FilesWith(relay, Personal));
    }

    private static List<string> FilesWith(Relay relay, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Directory.GetFiles(relay.Folder, "*.db*", SearchOption.AllDirectories).Where(file => Read(file).AsSpan().IndexOf(bytes) >= 0).Select(static file => System.IO.Path.GetFileName(file))];
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Body(string id, string value, string? at = null)
    {
        var root = JsonNode.Parse(ProviderSample.Of("captain", "item_status_updated.being_prepared.json").WithEach(PersonalPaths, value))!;
        root["event_uuid"] = id;
        root["data"]!["order_uuid"] = Order;
        if (at is not null)
        {
            root["created_at"] = at;
            root["data"]!["published_at"] = at;
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static byte[] Broken(string id) => Body(id, Personal, at: "never");

    private static async Task SendAsync(Relay relay, byte[] body)
        => Assert.Equal(202, (await Wire.SendAsync(relay.Address, Wire.Request("POST", "/api/webhooks/captain", body, ("Auth-Token", Relay.CaptainToken)))).Status);

    private static Task<WireAnswer> AskAsync(Relay relay, string method, string path, byte[]? body = null) => Wire.SendAsync(relay.Address, Wire.Request(method, path, body));
}
