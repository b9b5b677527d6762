using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Cli.Replay;
using OrderRelay.Local.Tests.Hosting;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Cli.Replay;

public sealed class ReplayVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Folder_of_everything_is_replayed_to_a_relay()
    {
        await using var relay = await RelayUnderTest.StartAsync(("Providers:abbiamo:Auth:Tokens:0", RelayUnderTest.CaptainToken));
        Keep("a/one.json", Bodies.CaptainText("o1", "u1"));
        Keep("lines.ndjson", Line("o2", "u2") + "\n" + Line("o2", "u3", "completed") + "\n");
        Keep("notes.txt", "not a recording");
        Keep("session.har", Har("https://old.example/api/webhooks/captain", Line("o3", "u4")));
        File.Copy(Path.Combine("samples", "abbiamo", "ORDER_STATUS_CHANGE.CREATED.json"), Path.Combine(folder.Path, "abbiamo.json"));

        var (code, output, _) = await CommandLine.RunAsync("replay", folder.Path, "--to", relay.Host.Url.ToString(), "--token", RelayUnderTest.CaptainToken);

        Assert.True(code == ExitCodes.Ok, output);
        Assert.Matches(@"^Sent 5 \(1 abbiamo, 4 captain\) in [0-9.]+ s; 202: 5; no webhooks: 1\s*$", output);
        await relay.DrainAsync();
        Assert.Equal("delivered", (string?)(await relay.GetAsync("/api/orders/captain/o2"))["status"]);
        Assert.Equal("picked_up", (string?)(await relay.GetAsync("/api/orders/captain/o3"))["status"]);
    }

    [Fact]
    public async Task What_was_not_accepted_is_named_by_file_and_line()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var file = Keep("mixed.ndjson", Line("o1", "u1") + "\nnot json\n{\"whose\":1}\n" + Line("o1", "u2") + "\n");

        var (code, output, _) = await CommandLine.RunAsync("replay", file, "--to", relay.Host.Url.ToString(), "--token", RelayUnderTest.CaptainToken);

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains($"{file}:2: not sent. It is no JSON", output, StringComparison.Ordinal);
        Assert.Contains($"{file}:3: not sent. Its body does not tell whose it is.", output, StringComparison.Ordinal);
        Assert.Contains("202: 2; not sent: 2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_fails_and_is_summed_by_status()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var file = Keep("two.ndjson", Line("o1", "u1") + "\n" + Line("o1", "u2"));

        var (code, output, _) = await CommandLine.RunAsync("replay", file, "--to", relay.Host.Url.ToString(), "--token", "wrong-secret", "--json");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.DoesNotContain("wrong-secret", output, StringComparison.Ordinal);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal([file + ":1", file + ":2"], lines[..2].Select(static line => (string?)line["file"]));
        Assert.Equal(2, (int)lines[2]["summary"]!["statuses"]!["401"]!);
    }

    [Fact]
    public async Task Dry_run_sends_nothing_and_needs_no_credential()
    {
        var file = Keep("two.ndjson", Line("o1", "u1") + "\n{");

        var (code, output, _) = await CommandLine.RunAsync("replay", file, "--to", "http://relay.invalid", "--dry-run");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains($"{file}:2: not sent. It is no JSON", output, StringComparison.Ordinal);
        Assert.Contains("Would send 1 (1 captain); not sent: 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Absent_relay_ends_the_replay_at_once()
    {
        var server = await KestrelServer.StartAsync(static _ => Task.CompletedTask);
        var url = server.Url;
        await server.DisposeAsync();

        var (code, output) = await RunAsync(url, new() { Paths = ["-"], Send = new() { Files = [] } }, string.Join('\n', Enumerable.Range(0, 50).Select(static n => Line("o", "u" + n))));

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("standard input:1: not sent. Nothing listens at", output, StringComparison.Ordinal);
        Assert.Contains("not sent: 1; stopped before the end", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Busy_relay_is_waited_for()
    {
        var asked = 0;
        await using var server = await KestrelServer.StartAsync(context =>
        {
            context.Response.StatusCode = ++asked < 3 ? 503 : 202;
            return context.Response.WriteAsync("{}");
        });
        var time = new EagerTime();

        var (code, output) = await RunAsync(server.Url, new() { Paths = ["-"], Send = new() { Files = [] } }, Line("o", "u"), time);

        Assert.Equal((ExitCodes.Ok, 3), (code, asked));
        Assert.Contains("202: 1", output, StringComparison.Ordinal);
        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)], time.Waits);
    }

    [Fact]
    public async Task Rate_is_kept()
    {
        await using var server = await KestrelServer.StartAsync(static context =>
        {
            context.Response.StatusCode = 202;
            return context.Response.WriteAsync("{}");
        });
        var time = new EagerTime();

        _ = await RunAsync(server.Url, new() { Paths = ["-"], Rate = 4, Send = new() { Files = [] } }, string.Join('\n', Enumerable.Range(0, 5).Select(static n => Line("o", "u" + n))), time);

        Assert.Equal(Enumerable.Repeat(TimeSpan.FromMilliseconds(250), 4), time.Waits);
    }

    [Theory]
    [InlineData(false, "given")]
    [InlineData(true, "recorded-secret")]
    public async Task Recorded_credential_is_sent_only_when_asked_for(bool asked, string expected)
    {
        var seen = new List<string>();
        await using var server = await KestrelServer.StartAsync(context =>
        {
            seen.Add(context.Request.Headers["Auth-Token"].ToString());
            context.Response.StatusCode = 202;
            return context.Response.WriteAsync("{}");
        });
        var file = Keep("session.har", Har("https://old.example/api/webhooks/captain", Line("o3", "u4")));

        var (_, output) = await RunAsync(server.Url, new() { Paths = [file], WithRecordedCredentials = asked, Send = new() { Files = [] } }, "");

        Assert.Equal([expected], seen);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty.ndjson", "\n\n", "There is no webhook in it")]
    [InlineData("odd.json", "{", "It is no JSON")]
    [InlineData("absent.json", null, "The file cannot be read")]
    public async Task Recording_with_nothing_in_it_fails(string name, string? text, string expected)
    {
        var file = text is null ? Path.Combine(folder.Path, name) : Keep(name, text);

        var (code, output, _) = await CommandLine.RunAsync("replay", file, "--dry-run");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    private static string Line(string order, string id, string status = "in_progress")
        => JsonNode.Parse(Bodies.CaptainText(order, id, status))!.ToJsonString();

    private static string Har(string url, string body) => $$$"""
        {"log":{"entries":[
        {"request":{"method":"GET","url":"https://old.example/","headers":[]},"response":{}},
        {"request":{"method":"POST","url":"{{{url}}}","headers":[{"name":"auth-token","value":"recorded-secret"}],
         "postData":{"mimeType":"application/json","text":{{{JsonSerializer.Serialize(body)}}}}},"response":{}}]}}
        """;

    private static async Task<(int Code, string Output)> RunAsync(Uri url, ReplayOptions options, string input, TimeProvider? time = null)
    {
        await using var output = new StringWriter();
        var code = await new ReplayVerb(output, new MemoryStream(Encoding.UTF8.GetBytes(input)), time ?? TimeProvider.System)
            .RunAsync(options with { Send = options.Send with { Url = url, Token = "given" } }, default);
        return (code, output.ToString());
    }

    private string Keep(string name, string text)
    {
        var file = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }
}
