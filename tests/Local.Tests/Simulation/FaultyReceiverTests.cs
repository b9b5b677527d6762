using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Simulation;
using OrderRelay.Local.Tests.Hosting;
using OrderRelay.Local.Tests.Notifications;

namespace OrderRelay.Local.Tests.Simulation;

/// <summary>Receivers that are not OrderRelay, and not in order.</summary>
public sealed class FaultyReceiverTests : IDisposable
{
    private static readonly TrafficOptions Calm = new() { Seed = 3, Begin = SimulationRig.Rough.Begin };

    private readonly SimulationRig rig = new();
    private int asked;

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Captain_counts_its_attempts_until_a_2xx()
    {
        var failures = new Dictionary<string, int>();
        HttpReceiver sink = null!;
        await using var receiver = sink = await HttpReceiver.StartAsync(context =>
        {
            // Every third event fails at once, twice.
            var id = (string)JsonNode.Parse(sink.Requests.Last().Body)!["event_uuid"]!;
            var failed = failures.TryGetValue(id, out var times) ? times : failures[id] = failures.Count % 3 == 0 ? 0 : 2;
            return Answer(context, (failures[id] = failed + 1) > 2 ? 200 : 500);
        });

        var summary = await rig.SummaryAsync(Options(receiver, Dialect.Captain) with { Connections = 1 });

        var attempts = receiver.Requests.Select(static request => JsonNode.Parse(request.Body)!).ToLookup(static body => (string)body["event_uuid"]!, static body => (int)body["metadata"]!["delivery_attempt"]!);
        Assert.True(summary.GetProperty("good").GetBoolean());
        Assert.Equal(summary.GetProperty("events").GetInt32(), attempts.Count);
        Assert.All(attempts, static of => Assert.Equal(Enumerable.Range(1, of.Count()), of));
        Assert.NotEqual(0, summary.GetProperty("retries").GetInt32());
        Assert.Equal(summary.GetProperty("retries").GetInt32(), summary.GetProperty("refused").GetProperty("500").GetInt32());
        Assert.Equal(summary.GetProperty("events").GetInt32() + summary.GetProperty("retries").GetInt32(), receiver.Requests.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("captain")]
    public async Task Abbiamo_sends_the_same_bytes_again_for_it_counts_nothing(string? like)
    {
        await using var receiver = await HttpReceiver.StartAsync(context => Answer(context, Interlocked.Increment(ref asked) % 3 == 0 ? 503 : 200));

        var summary = await rig.SummaryAsync(Options(receiver, Dialect.Abbiamo) with { RetryLike = like is null ? null : RetryRule.Find(like) });

        Assert.NotEqual(0, summary.GetProperty("retries").GetInt32());
        Assert.Equal(summary.GetProperty("events").GetInt32(), receiver.Requests.Select(static request => Encoding.UTF8.GetString(request.Body)).Distinct().Count());
    }

    [Fact]
    public async Task Redirect_is_no_receipt_and_is_not_followed()
    {
        await using var receiver = await HttpReceiver.StartAsync(static context =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return Answer(context, 302);
        });

        var summary = await rig.SummaryAsync(Options(receiver, Dialect.Captain) with { Orders = 1 });

        var (events, refused) = (summary.GetProperty("events").GetInt32(), summary.GetProperty("refused").GetProperty("302").GetInt32());
        Assert.Equal((events, events * (1 + RetryRule.Captain.Delays.Count)), (summary.GetProperty("givenUp").GetInt32(), refused));
        Assert.False(summary.GetProperty("good").GetBoolean());
        Assert.All(receiver.Requests, static request => Assert.Equal("/api/webhooks/captain", request.Path));
    }

    [Fact]
    public async Task Without_retries_a_refusal_is_the_end()
    {
        await using var receiver = await HttpReceiver.StartAsync(static context => Answer(context, 500));

        Assert.Equal(ExitCodes.Failed, await rig.RunAsync(Options(receiver, Dialect.Captain) with { Orders = 1, RetryLike = RetryRule.None }));
        Assert.Contains("were given up", rig.Output, StringComparison.Ordinal);
        Assert.Equal(receiver.Requests.Count, receiver.Requests.Select(static request => Encoding.UTF8.GetString(request.Body)).Distinct().Count());
    }

    [Fact]
    public async Task Answer_that_takes_too_long_is_a_timeout_and_sent_again()
    {
        await using var receiver = await HttpReceiver.StartAsync(context => Interlocked.Increment(ref asked) == 2
            ? Task.Delay(System.Threading.Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default)
            : Task.CompletedTask);

        var summary = await rig.SummaryAsync(Options(receiver, Dialect.Captain) with { Orders = 1, Connections = 1, Timeout = TimeSpan.FromSeconds(1) });

        Assert.True(summary.GetProperty("good").GetBoolean());
        Assert.InRange(summary.GetProperty("refused").GetProperty("timeout").GetInt32(), 1, 3);
        Assert.Equal(summary.GetProperty("refused").GetProperty("timeout").GetInt32(), summary.GetProperty("retries").GetInt32());
    }

    [Fact]
    public async Task Broken_connection_is_no_answer_and_sent_again()
    {
        await using var receiver = await HttpReceiver.StartAsync(context =>
        {
            if (Interlocked.Increment(ref asked) == 2)
            {
                context.Abort();
            }

            return Task.CompletedTask;
        });

        var summary = await rig.SummaryAsync(Options(receiver, Dialect.Captain) with { Orders = 1, Connections = 1 });

        Assert.True(summary.GetProperty("good").GetBoolean());
        Assert.Equal(1, summary.GetProperty("refused").GetProperty("no connection").GetInt32());
    }

    [Fact]
    public async Task Answers_to_junk_are_shown_apart_and_junk_is_not_sent_again()
    {
        await using var receiver = await HttpReceiver.StartAsync(static context => Answer(context, context.Request.ContentLength is > 60 and < 300 ? 422 : 200));

        var summary = await rig.SummaryAsync(Options(receiver, Dialect.Captain) with { Traffic = Calm with { Dialects = [Dialect.Captain], Junk = 0.5 } });

        var junk = summary.GetProperty("junkAnswers").EnumerateObject().ToDictionary(static answer => answer.Name, static answer => answer.Value.GetInt32());
        Assert.Equal(["200", "422"], junk.Keys.Order());
        Assert.Equal(summary.GetProperty("junk").GetInt32(), junk.Values.Sum());
        Assert.Empty(summary.GetProperty("refused").EnumerateObject());
        Assert.Equal(0, summary.GetProperty("retries").GetInt32());
    }

    [Fact]
    public async Task Stall_of_the_receiver_shows_in_every_request_that_it_kept_waiting()
    {
        await using var receiver = await HttpReceiver.StartAsync(context => Interlocked.Increment(ref asked) == 5 ? Task.Delay(400) : Task.CompletedTask);

        var summary = await rig.SummaryAsync(Options(receiver, Dialect.Captain) with { Orders = null, Connections = 1, Rate = 200, Duration = TimeSpan.FromSeconds(1) });

        // 80 requests of 200 were due while one was answered: a count from when they were sent would show the stall once.
        var acks = summary.GetProperty("ackMilliseconds");
        Assert.Equal(200, acks.GetProperty("count").GetInt32());
        Assert.True(acks.GetProperty("p90").GetDouble() > 150, rig.Output);
    }

    [Fact]
    public async Task Path_of_any_receiver_is_posted_to_as_it_is()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        var address = ReceiverAddress.Read(new Uri(receiver.Url, "hooks/").OriginalString + "{provider}")!;

        Assert.Equal(ExitCodes.Ok, await rig.RunAsync(Options(receiver, Dialect.Abbiamo) with { To = address }));
        Assert.All(receiver.Requests, static request => Assert.Equal("/hooks/abbiamo", request.Path));
    }

    [Fact]
    public async Task Closed_port_says_how_to_start_a_receiver()
    {
        var receiver = await HttpReceiver.StartAsync();
        var options = Options(receiver, Dialect.Captain);
        await receiver.DisposeAsync();

        Assert.Equal(ExitCodes.Failed, await rig.RunAsync(options));
        Assert.Contains("orderrelay serve", rig.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_that_is_stopped_shows_what_it_sent_and_fails()
    {
        using var stop = new CancellationTokenSource();
        await using var receiver = await HttpReceiver.StartAsync(_ => Interlocked.Increment(ref asked) == 20 ? stop.CancelAsync() : Task.CompletedTask);

        Assert.Equal(ExitCodes.Failed, await rig.RunAsync(Options(receiver, Dialect.Captain) with { Orders = 100_000 }, cancellationToken: stop.Token));
        Assert.Contains("Stopped before its end", rig.Output, StringComparison.Ordinal);
        Assert.Contains("events", rig.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hmac-sha256", "X-Signature", "hex:0011aabb")]
    [InlineData("standard-webhooks", "", "whsec_MDEyMzQ1Njc4OWFiY2RlZg==")]
    [InlineData("basic", "Authorization", null)]
    public async Task Signed_webhooks_are_what_the_relay_checks(string mode, string header, string? secret)
    {
        await using var relay = await RelayUnderTest.StartAsync(
            ("Providers:captain:Auth:Tokens:0", ""), ("Providers:captain:Auth:Mode", mode), ("Providers:captain:Auth:Header", header), ("Providers:captain:Auth:Secrets:0", secret ?? ""),
            ("Providers:captain:Auth:Users:0:Name", secret is null ? "shop" : ""), ("Providers:captain:Auth:Users:0:Password", secret is null ? "secret:word" : ""));

        var (code, _, error) = await CommandAsync(
            "simulate", "--to", relay.Host.Url.ToString(), "--provider", "captain", "--orders", "2", "--auth", mode, "--header", "X-Signature", "--secret", secret ?? "", "--user", "shop:secret:word", "--retry-like", "none", "--verify");

        Assert.Equal((ExitCodes.Ok, ""), (code, error));
    }

    private static async Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var code = await RelayCommands.RunAsync(arguments, new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    private static SimulationOptions Options(HttpReceiver receiver, Dialect dialect)
        => SimulationRig.Options(receiver.Url, 10) with { Traffic = Calm with { Dialects = [dialect] } };

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
