using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderRelay.Abuse.Hosting;

/// <summary>Tricks in the parts of a path: each names what it spells and nothing else.</summary>
public sealed class PathTests
{
    [Theory]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData("captain%00")]
    [InlineData("captain%2f..%2fabbiamo")]
    [InlineData("CAPTAIN")]
    [InlineData("captain%20")]
    [InlineData("c%61ptain;x=1")]
    [InlineData("%c0%af")]
    [InlineData("%ed%a0%80")]
    [InlineData("%25%2e")]
    [InlineData("captain%E2%80%AE")]
    [InlineData("%")]
    [InlineData("%zz")]
    public async Task Provider_that_is_none_is_taken_for_none(string provider)
    {
        await using var relay = await Relay.StartAsync();
        var answer = await Wire.SendAsync(relay.Address, Wire.Request("POST", "/api/webhooks/" + provider, "{}"u8, ("Auth-Token", Relay.CaptainToken)));
        Assert.True(answer.Status is 400 or 404 or 405, answer.Text);
        Assert.DoesNotContain("\u0000", answer.Text, StringComparison.Ordinal);
        Assert.Empty(relay.Log.Errors);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("../x")]
    [InlineData("a\\b")]
    [InlineData("a%2Fb")]
    [InlineData("a?b#c")]
    [InlineData("a\u0001\u007f\u0085")]
    [InlineData("' OR 1=1 --")]
    [InlineData("%_")]
    [InlineData("caf\u00e9 e\u0301 \u202e\ud83d\ude00")]
    [InlineData("state")]
    [InlineData("events")]
    public async Task Order_of_any_id_is_found_by_it_and_erased_by_it_alone(string id)
    {
        await using var relay = await Relay.StartAsync();
        await SendAsync(relay, id, "e-1");
        await SendAsync(relay, id + "x", "e-2");
        await SendAsync(relay, "other", "e-3");
        await relay.DrainAsync();
        var path = "/api/orders/captain/" + Uri.EscapeDataString(id);

        var found = await Wire.SendAsync(relay.Address, Wire.Request("GET", path, []));
        Assert.Equal(200, found.Status);
        Assert.Equal(id, (string?)JsonNode.Parse(Utf8(found.Body))!["orderId"]);
        Assert.Equal(200, (await Wire.SendAsync(relay.Address, Wire.Request("GET", path + "/events", []))).Status);
        Assert.Equal(204, (await Wire.SendAsync(relay.Address, Wire.Request("DELETE", path + "/personal-data", []))).Status);

        Assert.DoesNotContain("Ana Souza", await BodyAsync(relay, path), StringComparison.Ordinal);
        Assert.Contains("Ana Souza", await BodyAsync(relay, "/api/orders/captain/" + Uri.EscapeDataString(id + "x")), StringComparison.Ordinal);
        Assert.Contains("Ana Souza", await BodyAsync(relay, "/api/orders/captain/other"), StringComparison.Ordinal);
        Assert.Empty(relay.Log.Errors);
    }

    /// <summary>The server itself takes no NUL in a path: such an order is seen in lists, and its personal data ends with retention.</summary>
    [Fact]
    public async Task Order_whose_id_holds_a_NUL_has_no_path()
    {
        await using var relay = await Relay.StartAsync();
        await SendAsync(relay, "a\u0000b", "e-1");
        await relay.DrainAsync();
        Assert.Equal(400, (await Wire.SendAsync(relay.Address, Wire.Request("GET", "/api/orders/captain/a%00b", []))).Status);
        Assert.Contains("a\\u0000b", await BodyAsync(relay, "/api/orders"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/board/../appsettings.json")]
    [InlineData("/board/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/board/..%2f..%2fetc%2fpasswd")]
    [InlineData("/board/..\\..\\x")]
    [InlineData("/board//etc/passwd")]
    [InlineData("/board/index.html%00.js")]
    [InlineData("/.orderrelay/orders.db")]
    public async Task Board_serves_its_own_files_alone(string path)
    {
        await using var relay = await Relay.StartAsync();
        var answer = await Wire.SendAsync(relay.Address, Wire.Request("GET", path, []));
        Assert.True(answer.Status is 400 or 404, answer.Text);
    }

    private static async Task SendAsync(Relay relay, string order, string id)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["event_name"] = "order_status_updated",
            ["event_uuid"] = id,
            ["created_at"] = "2025-03-13T08:15:09Z",
            ["data"] = new JsonObject { ["order_uuid"] = order, ["order_status"] = "in_progress", ["recipient"] = new JsonObject { ["name"] = "Ana Souza" } },
        });
        Assert.Equal(202, (await Wire.SendAsync(relay.Address, Wire.Request("POST", "/api/webhooks/captain", body, ("Auth-Token", Relay.CaptainToken)))).Status);
    }

    private static async Task<string> BodyAsync(Relay relay, string path) => Utf8((await Wire.SendAsync(relay.Address, Wire.Request("GET", path, []))).Body);

    private static string Utf8(string latin) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.Latin1.GetBytes(latin));
}
