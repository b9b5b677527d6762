using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Cli.Tail;
using OrderRelay.Local.Tests.Hosting;

namespace OrderRelay.Local.Tests.Cli.Tail;

/// <summary>Against a server that speaks the live stream and loses its connections when a test wants.</summary>
public sealed class TailVerbTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly CancellationTokenSource ending = new();

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
        ending.Dispose();
    }

    [Fact]
    public async Task Events_are_shown_in_words_and_other_records_are_not()
    {
        await using var server = await StreamAsync(
            "event: order\ndata: {\"provider\":\"captain\"}\n\n: alive\n\nevent: stats\ndata: {}\n\n" + Event("o1", "applied", "moved_forward", headlineChanged: true, late: 180)
            + Event("o2", "conflict", "a_rule_of_tomorrow") + "event: desk\ndata: {\"deadLetters\":3}\n\n");

        Assert.Equal(ExitCodes.Ok, await RunAsync(server, new TailScreen(PeopleConsole.Lines(output)), 2));

        Assert.Equal(
            """
            10:00:03  captain/o1  Go Go Salads  order_status_updated  applied  -> delivered  moved forward in the lifecycle  3 min after it happened
            10:00:03  captain/o2  Go Go Salads  order_status_updated  conflict  delivered  a_rule_of_tomorrow

            """,
            output.ToString());
    }

    [Fact]
    public async Task Lost_connection_is_opened_again_after_growing_pauses()
    {
        var asked = 0;
        await using var server = await KestrelServer.StartAsync(async context =>
        {
            asked++;
            if (asked is 2 or 3)
            {
                context.Response.StatusCode = 503;
                return;
            }

            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(Event("o" + asked));
        });
        var time = new EagerTime(TimeSpan.FromSeconds(20));

        Assert.Equal(ExitCodes.Ok, await RunAsync(server, new NdjsonScreen(output), 3, time));

        Assert.Equal(["o1", "o4", "o5"], output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => (string?)JsonNode.Parse(line)!["orderId"]));
        Assert.Equal([1, 2, 4, 1], time.Waits.Where(static wait => wait < TimeSpan.FromSeconds(20)).Select(static wait => (int)wait.TotalSeconds).Take(4));
        Assert.Contains("what happened in between is not shown", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silent_connection_counts_as_lost()
    {
        var asked = 0;
        await using var server = await KestrelServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            if (++asked == 2)
            {
                context.Response.StatusCode = 404;
                return;
            }

            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        });

        Assert.Equal(ExitCodes.Failed, await RunAsync(server, new NdjsonScreen(output), 1, new EagerTime()));

        Assert.Contains("nothing came for 45 s; trying again in 1 s", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("This relay has no live events", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gap_and_unreadable_record_are_told_beside_the_events()
    {
        await using var server = await StreamAsync("event: gap\ndata: {\"dropped\":12}\n\nevent: event\ndata: {broken\n\n" + Event("o1"));

        _ = await RunAsync(server, new NdjsonScreen(output), 1);

        Assert.Contains("12 records were dropped", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("cannot read", error.ToString(), StringComparison.Ordinal);
        Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Filters_and_key_are_sent_and_refusal_ends_it()
    {
        var seen = new List<string>();
        await using var server = await KestrelServer.StartAsync(context =>
        {
            seen.Add(context.Request.Path + context.Request.QueryString + " " + context.Request.Headers.Authorization);
            context.Response.StatusCode = 401;
            return context.Response.WriteAsync("""{"title":"no","detail":"an operator key is needed","status":401}""");
        });

        var (code, _, said) = await CommandLine.RunAsync(
            "tail", "--to", server.Url.ToString(), "--provider", "captain", "--store", "a b", "--status", "failed", "--order", "o/1", "--key", "a-key");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Equal(["/api/stream?events=true&provider=captain&store=a%20b&status=failed&orderId=o%2F1 Bearer a-key"], seen);
        Assert.Contains("an operator key is needed Give --key", said, StringComparison.Ordinal);
        Assert.DoesNotContain("a-key", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_c_ends_it_with_0()
    {
        await using var server = await KestrelServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(Event("o1"));
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        });
        using var tool = ToolProcess.Start("tail", "--to", server.Url.ToString(), "--json");

        Assert.Equal("o1", (string?)JsonNode.Parse((await tool.ReadLineAsync())!)!["orderId"]);
        await tool.InterruptAsync();
        var (code, rest, said) = await tool.EndAsync();

        Assert.Equal((0, ""), (code, rest));
        Assert.Equal("orderrelay: connected; Ctrl+C ends it", said.Trim());
    }

    [Fact]
    public async Task Events_of_a_real_relay_are_followed()
    {
        await using var relay = await RelayUnderTest.StartAsync(("Operator:Keys:alice", "a-key"));
        using var tool = ToolProcess.StartWith([(OperatorOptions.KeyVariable, "a-key")], ["tail", "--to", relay.Host.Url.ToString(), "--order", "o1"]);
        Assert.Equal("orderrelay: connected; Ctrl+C ends it", await tool.ReadErrorLineAsync());

        _ = await relay.AcceptAsync("captain", Bodies.Captain("o2", "u1"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("o1", "u2"));
        var line = await tool.ReadLineAsync();
        await tool.InterruptAsync();
        var (code, rest, _) = await tool.EndAsync();

        Assert.Matches("^[0-9:]{8}  captain/o1  store-1  order_status_updated  applied  -> picked_up  the first status on this track  [0-9]+ h after it happened$", line);
        Assert.Equal((0, ""), (code, rest));
    }

    private static string Event(string order, string verdict = "applied", string rule = "moved_forward", bool headlineChanged = false, double late = 3)
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
            event: event
            data: {"provider":"captain","orderId":"{{order}}","store":{"id":"s1","name":"Go Go Salads"},"eventId":"e1","name":"order_status_updated","occurredAt":"2026-03-01T10:00:00Z","receivedAt":"2026-03-01T10:00:03Z","lateSeconds":{{late}},"verdict":"{{verdict}}","rule":"{{rule}}","status":"delivered","headlineChanged":{{(headlineChanged ? "true" : "false")}}}


            """);

    private static Task<KestrelServer> StreamAsync(string records) => KestrelServer.StartAsync(context =>
    {
        context.Response.ContentType = "text/event-stream";
        return context.Response.WriteAsync(records);
    });

    private async Task<int> RunAsync(KestrelServer server, ITailScreen screen, int events, TimeProvider? time = null)
    {
        using var relay = RelayClient.For(server.Url);
        return await new TailVerb(relay, new EndingScreen(screen, events, ending), error, time ?? new EagerTime(TimeSpan.FromSeconds(20))).RunAsync("", ending.Token);
    }

    /// <summary>Ends it after so many events.</summary>
    private sealed class EndingScreen(ITailScreen inner, int events, CancellationTokenSource ending) : ITailScreen
    {
        private int left = events;

        public void Show(string data)
        {
            inner.Show(data);
            if (--left == 0)
            {
                ending.Cancel();
            }
        }
    }
}
