using System.Text;
using System.Text.Json.Nodes;
using OrderRelay.Local.Cli.Replay;

namespace OrderRelay.Local.Tests.Cli.Replay;

public sealed class RecordingTests
{
    [Fact]
    public async Task Lines_are_numbered_and_blank_ones_left_out()
    {
        var read = await LinesAsync("\uFEFF{\"a\":1}\r\n\n  \n{\"b\":2}\n{\"c\":3}");

        Assert.Equal([("f:1", "{\"a\":1}"), ("f:4", "{\"b\":2}"), ("f:5", "{\"c\":3}")], read.Select(static webhook => (webhook.Name, Text(webhook))));
    }

    [Theory]
    [InlineData("\n{}")]
    [InlineData("")]
    public async Task Line_beyond_the_limit_is_told_of_and_the_next_is_read(string rest)
    {
        var read = await LinesAsync("{}\n" + new string('x', (3 * RecordedWebhook.MaxBodyBytes) + 7) + rest);

        Assert.Equal(rest.Length > 0 ? ["f:1", "f:2", "f:3"] : ["f:1", "f:2"], read.Select(static webhook => webhook.Name));
        Assert.Contains("more than a relay takes", read[1].Problem, StringComparison.Ordinal);
        Assert.All(read.Where(static webhook => webhook.Name != "f:2"), static webhook => Assert.Null(webhook.Problem));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Archive_gives_the_webhooks_in_it_however_its_bytes_arrive(int chunk)
    {
        var read = await ArchiveAsync(Archive(), new(null, false), chunk);

        Assert.Equal(["captain", "abbiamo", null, "captain", "captain"], read.Select(static webhook => webhook.IsSomethingElse && webhook.Provider is null ? null : webhook.Provider));
        Assert.Equal([false, false, true, true, false], read.Select(static webhook => webhook.IsSomethingElse));
        Assert.Equal("{\"n\":\"é\"}", Text(read[0]));
        Assert.Equal("{\"b\":64}", Text(read[4]));
        Assert.All(read, static webhook => Assert.Null(webhook.Credential));
        var lines = Archive().Split('\n');
        Assert.All(read, webhook => Assert.Contains("{", lines[int.Parse(webhook.Name[2..], System.Globalization.CultureInfo.InvariantCulture) - 1], StringComparison.Ordinal));
        Assert.Contains("/api/webhooks/captain", string.Join('\n', lines[(int.Parse(read[0].Name[2..], System.Globalization.CultureInfo.InvariantCulture) - 1)..][..6]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recorded_credential_is_taken_only_when_asked_for()
    {
        var read = await ArchiveAsync(Archive(), new(null, true), 4096);

        Assert.Equal(["recorded-secret", "abbiamo-recorded", null, null, null], read.Select(static webhook => webhook.Credential));
    }

    [Fact]
    public async Task Archive_of_another_path_is_taken_with_a_provider()
    {
        var read = await ArchiveAsync(Archive(), new("captain", false), 4096);

        Assert.Equal([false, false, false, true, false], read.Select(static webhook => webhook.IsSomethingElse));
        Assert.All(read, static webhook => Assert.Equal("captain", webhook.Provider));
    }

    [Theory]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"method\":", "broken off")]
    [InlineData("no json", "no JSON")]
    [InlineData("{\"event_name\":\"x\"}", "no log.entries")]
    public async Task What_is_no_archive_says_so(string text, string expected)
        => Assert.Contains(expected, (await ArchiveAsync(text, new(null, false), 4096)).Single().Problem, StringComparison.Ordinal);

    private static string Text(RecordedWebhook webhook) => Encoding.UTF8.GetString(webhook.Body.Span);

    private static async Task<List<RecordedWebhook>> LinesAsync(string text)
        => await NdjsonRecording.ReadAsync(new TrickleStream(Encoding.UTF8.GetBytes(text), 8191), "f", default).ToListAsync();

    private static async Task<List<RecordedWebhook>> ArchiveAsync(string text, HarReading reading, int chunk)
        => await HarRecording.ReadAsync(new TrickleStream(Encoding.UTF8.GetBytes(text), chunk), "f", reading, default).ToListAsync();

    private static string Archive() => new JsonObject
    {
        ["log"] = new JsonObject
        {
            ["version"] = "1.2",
            ["pages"] = new JsonArray(new JsonObject { ["request"] = new JsonObject { ["method"] = "POST" } }),
            ["entries"] = new JsonArray(
                Entry("POST", "https://relay.example/api/webhooks/captain", "{\"n\":\"é\"}", ("Auth-Token", "recorded-secret")),
                Entry("POST", "https://relay.example/prefix/webhooks/abbiamo?x=1", "{}", ("authorization", "abbiamo-recorded")),
                Entry("POST", "https://relay.example/api/elsewhere", "{}"),
                Entry("GET", "https://relay.example/api/webhooks/captain", null),
                Entry("POST", "https://relay.example/api/webhooks/captain", Convert.ToBase64String("{\"b\":64}"u8), encoding: "base64")),
        },
    }.ToJsonString(new() { WriteIndented = true });

    private static JsonObject Entry(string method, string url, string? text, (string Name, string Value)? header = null, string? encoding = null)
    {
        var request = new JsonObject { ["method"] = method, ["url"] = url, ["headers"] = new JsonArray(new JsonObject { ["value"] = "application/json", ["name"] = "content-type" }) };
        if (header is { } one)
        {
            request["headers"]!.AsArray().Add((JsonNode)new JsonObject { ["name"] = one.Name, ["value"] = one.Value });
        }

        if (text is not null)
        {
            request["postData"] = new JsonObject { ["mimeType"] = "application/json", ["params"] = new JsonArray(), ["text"] = text };
        }

        if (encoding is not null)
        {
            request["postData"]!["encoding"] = encoding;
        }

        return new()
        {
            ["startedDateTime"] = "2026-03-01T12:00:00Z",
            ["request"] = request,
            ["response"] = new JsonObject { ["headers"] = new JsonArray(new JsonObject { ["name"] = "Auth-Token", ["value"] = "of-the-answer" }), ["content"] = new JsonObject { ["text"] = "{\"not\":\"this\"}" } },
        };
    }
}
