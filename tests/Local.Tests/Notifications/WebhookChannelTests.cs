using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using OrderRelay.Contracts;
using OrderRelay.Core.Notifications;

namespace OrderRelay.Local.Tests.Notifications;

public sealed class WebhookChannelTests
{
    [Fact]
    public async Task Message_is_posted_as_it_is_with_its_id()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        using var rig = ChannelRig.Webhook(new Uri(receiver.Url, "/hooks?shop=1"));
        using var trace = new Activity("a trace of the relay's own").Start();

        var result = await rig.SendAsync();

        Assert.Equal(new ChannelResult(ChannelStatus.Delivered, "HTTP 204"), result);
        var request = Assert.Single(receiver.Requests);
        Assert.Equal(("POST", "/hooks?shop=1"), (request.Method, request.Path));
        Assert.Equal(ChannelRig.Message.Json.ToArray(), request.Body);
        Assert.Equal("application/json; charset=utf-8", request.Headers["content-type"]);
        Assert.Equal("request-1", request.Headers["webhook-id"]);
        Assert.Equal(Samples.Noon.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), request.Headers["webhook-timestamp"]);
        Assert.StartsWith("OrderRelay/", request.Headers["user-agent"], StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", request.Headers.Keys);
    }

    [Theory]
    [InlineData(200, ChannelStatus.Delivered)]
    [InlineData(202, ChannelStatus.Delivered)]
    [InlineData(400, ChannelStatus.Refused)]
    [InlineData(401, ChannelStatus.Refused)]
    [InlineData(404, ChannelStatus.Refused)]
    [InlineData(408, ChannelStatus.Passing)]
    [InlineData(410, ChannelStatus.Gone)]
    [InlineData(425, ChannelStatus.Passing)]
    [InlineData(429, ChannelStatus.Passing)]
    [InlineData(500, ChannelStatus.Passing)]
    [InlineData(503, ChannelStatus.Passing)]
    public async Task Answer_decides_what_becomes_of_the_message(int status, ChannelStatus expected)
    {
        var result = await AnsweredAsync(response => response.StatusCode = status);

        Assert.Equal(expected, result.Status);
        Assert.StartsWith($"HTTP {status}", result.Answer, StringComparison.Ordinal);
        Assert.Null(result.RetryAfter);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_is_a_refusal_and_is_not_followed(int status)
    {
        await using var receiver = await HttpReceiver.StartAsync(static context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (int.Parse(context.Request.Query["status"]!, CultureInfo.InvariantCulture), "/elsewhere");
            return Task.CompletedTask;
        });
        using var rig = ChannelRig.Webhook(new Uri(receiver.Url, $"/?status={status}"));

        Assert.Equal(ChannelStatus.Refused, (await rig.SendAsync()).Status);
        _ = Assert.Single(receiver.Requests);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("Sun, 01 Mar 2026 12:05:00 GMT", 300)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 0)]
    [InlineData("99999999", 86_400)]
    public async Task Receiver_may_say_when_to_come_back(string retryAfter, double seconds)
    {
        var result = await AnsweredAsync(response => (response.StatusCode, response.Headers.RetryAfter) = (503, retryAfter));

        Assert.Equal(TimeSpan.FromSeconds(seconds), result.RetryAfter);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    public async Task Retry_after_that_says_nothing_is_passed_over(string retryAfter)
        => Assert.Null((await AnsweredAsync(response => (response.StatusCode, response.Headers.RetryAfter) = (429, retryAfter))).RetryAfter);

    [Fact]
    public async Task Receiver_that_does_not_answer_is_given_up_after_15_seconds()
    {
        var reached = new TaskCompletionSource();
        await using var receiver = await HttpReceiver.StartAsync(async context =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        });
        using var rig = ChannelRig.Webhook(receiver.Url);

        var sending = rig.SendAsync().AsTask();
        await reached.Task;
        rig.Time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(sending.IsCompleted);
        rig.Time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(new ChannelResult(ChannelStatus.Passing, "no answer within 15 s"), await sending);
    }

    [Fact]
    public async Task Host_that_stops_ends_the_attempt_with_a_cancellation()
    {
        using var stop = new CancellationTokenSource();
        await using var receiver = await HttpReceiver.StartAsync(async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        });
        using var rig = ChannelRig.Webhook(receiver.Url);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await rig.SendAsync(cancellationToken: stop.Token));
    }

    [Fact]
    public async Task Endless_answer_is_not_read()
    {
        var hungUp = new TaskCompletionSource();
        await using var receiver = await HttpReceiver.StartAsync(async context =>
        {
            context.Response.StatusCode = 200;
            await using var registration = context.RequestAborted.Register(hungUp.SetResult);
            for (var block = new byte[65_536]; !context.RequestAborted.IsCancellationRequested;)
            {
                await context.Response.Body.WriteAsync(block);
            }
        });
        using var rig = ChannelRig.Webhook(receiver.Url);

        Assert.Equal(ChannelStatus.Delivered, (await rig.SendAsync()).Status);
        await hungUp.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Answer_with_endless_headers_is_given_up()
    {
        var result = await AnsweredAsync(static response => response.Headers["X-Long"] = new string('a', 100_000));

        Assert.Equal(new ChannelResult(ChannelStatus.Passing, "the answer's headers are too long"), result);
    }

    [Fact]
    public async Task Receiver_that_is_not_there_may_come_back()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        free.Stop();
        using var rig = ChannelRig.Webhook(url);

        Assert.Equal(new ChannelResult(ChannelStatus.Passing, "connection refused"), await rig.SendAsync());
    }

    [Fact]
    public async Task Receiver_that_hangs_up_may_come_back()
        => Assert.Equal(
            new ChannelResult(ChannelStatus.Passing, "the connection broke"),
            await AnsweredAsync(static response => response.HttpContext.Abort()));

    [Fact]
    public async Task Receiver_without_a_trusted_certificate_is_told_nothing()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        using var rig = ChannelRig.Webhook(new UriBuilder(receiver.Url) { Scheme = "https" }.Uri);

        Assert.Equal(ChannelStatus.Passing, (await rig.SendAsync()).Status);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Name_that_turns_to_this_machine_on_a_second_connection_is_refused()
    {
        await using var receiver = await HttpReceiver.StartAsync(static context =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        var network = new RebindingNetwork();
        using var rig = new ChannelRig(
            network, ("Kind", "webhook"), ("Url", $"http://shop.example:{receiver.Url.Port}/"), ("Secrets:0", ChannelRig.Secret), ("AllowInsecure", "true"));

        var (first, second) = (await rig.SendAsync(), await rig.SendAsync());

        Assert.Equal((ChannelStatus.Delivered, ChannelStatus.Refused), (first.Status, second.Status));
        Assert.Equal("not called: the host leads to a loopback address", second.Answer);
        Assert.Equal(["1.1.1.1"], network.Dialled);
        _ = Assert.Single(receiver.Requests);
    }

    private static async Task<ChannelResult> AnsweredAsync(Action<HttpResponse> answer)
    {
        await using var receiver = await HttpReceiver.StartAsync(context =>
        {
            answer(context.Response);
            return Task.CompletedTask;
        });
        using var rig = ChannelRig.Webhook(receiver.Url);
        return await rig.SendAsync();
    }

    /// <summary>Public when first asked, this machine's from then on. Connections end at this machine whatever they are to.</summary>
    private sealed class RebindingNetwork : LoopbackNetwork
    {
        private int asked;

        public List<string> Dialled { get; } = [];

        public override ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
            => ValueTask.FromResult<IReadOnlyList<IPAddress>>([asked++ == 0 ? IPAddress.Parse("1.1.1.1") : IPAddress.Loopback]);

        public override ValueTask<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
        {
            Dialled.Add(endPoint.Address.ToString());
            return base.ConnectAsync(endPoint, cancellationToken);
        }
    }
}
