using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class RefusalTests
{
    private const int Limit = 1024 * 1024;

    [Theory]
    [InlineData("GET", "/api/webhooks/captain", 405)]
    [InlineData("POST", "/api/orders", 405)]
    [InlineData("PUT", "/api/dead-letters/replay", 405)]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("POST", "/api/webhooks/nobody", 404)]
    [InlineData("GET", "/api/orders/captain/nobody", 404)]
    [InlineData("GET", "/api/orders?limit=0", 400)]
    [InlineData("GET", "/api/orders?since=soon", 400)]
    [InlineData("GET", "/api/orders?cursor=%00", 400)]
    [InlineData("GET", "/api/dead-letters?reason=none", 400)]
    [InlineData("GET", "/api/dead-letters?cursor=x", 400)]
    [InlineData("POST", "/api/dead-letters/replay?withoutNotifications=maybe", 400)]
    public async Task Refused_request_is_answered_with_a_problem(string method, string path, int status)
    {
        await using var relay = await RelayUnderTest.StartAsync();
        using var request = new HttpRequestMessage(new(method), new Uri(path, UriKind.Relative));
        using var answer = await relay.Http.SendAsync(request);
        await AssertProblemAsync(answer, status);
        Assert.Equal(status == 405, answer.Content.Headers.Allow.Count > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_of_exactly_the_limit_is_accepted_and_one_byte_more_refused(bool chunked)
    {
        await using var relay = await RelayUnderTest.StartAsync();
        using var largest = await PostAsync(relay, Limit, chunked);
        Assert.Equal(202, (int)largest.StatusCode);
        using var larger = await PostAsync(relay, Limit + 1, chunked);
        await AssertProblemAsync(larger, 413);
        await relay.DrainAsync();
        var timeline = await relay.GetAsync("/api/orders/captain/large/events");
        _ = Assert.Single(timeline["events"]!.AsArray());
    }

    [Fact]
    public async Task Webhook_that_cannot_be_stored_is_answered_503_with_when_to_retry()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var journal = relay.Host.Services.GetRequiredService<SqliteEventQueue>().Journal;
        journal.BeforeCommit = static () => throw new IOException("no space left on device");
        using (var refused = await relay.PostAsync("captain", Bodies.Captain("order-1", "event-1")))
        {
            await AssertProblemAsync(refused, 503);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        var (status, ready) = await relay.SendAsync(HttpMethod.Get, "/api/health/ready");
        Assert.Equal((503, "unavailable"), (status, (string?)ready["status"]));
        journal.BeforeCommit = null;
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-1"));
        await relay.DrainAsync();
        Assert.Equal(1, (int)(await relay.GetAsync("/api/orders/captain/order-1"))["events"]!);
    }

    [Fact]
    public async Task Live_and_ready_relay_says_so()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        Assert.Equal("ok", (string?)(await relay.GetAsync("/api/health"))["status"]);
        var ready = await relay.GetAsync("/api/health/ready");
        Assert.Equal("""{"status":"ok","parts":{"queue":"ok","store":"ok"}}""", ready.ToJsonString());
    }

    private static async Task<HttpResponseMessage> PostAsync(RelayUnderTest relay, int size, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/captain") { Content = RelayUnderTest.Json(Bodies.CaptainOfSize(size)) };
        request.Headers.Add("Auth-Token", RelayUnderTest.CaptainToken);
        request.Headers.TransferEncodingChunked = chunked;
        return await relay.Http.SendAsync(request);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(status, (int)problem["status"]!);
        Assert.StartsWith("urn:orderrelay:problem:", (string?)problem["type"], StringComparison.Ordinal);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["detail"]!);
    }
}
