using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using OrderRelay.Core.RateLimiting;
using OrderRelay.Functions.Functions;
using OrderRelay.Functions.Hosting;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Tests.Functions;

public sealed class RateLimitTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"event_name":"order_status_updated","event_uuid":"e","data":{"order_uuid":"o"}}""");

    [Fact]
    public async Task Address_over_its_limit_gets_429_before_its_body_is_read()
    {
        await using var relay = await RelayUnderTest.CreateAsync(new Dictionary<string, string?>(RelayUnderTest.Tokens)
        {
            ["RateLimit:Address:PerSecond"] = "0.01",
            ["RateLimit:Address:Burst"] = "1",
            ["RateLimit:TrustedProxies:0"] = "127.0.0.1",
        });

        Assert.Equal(202, (await PostAsync(relay, "203.0.113.9:5001", "token")).Status);
        var refused = await PostAsync(relay, "198.51.100.1, 203.0.113.9:5002", "token");
        Assert.Equal(429, refused.Status);
        Assert.Equal("100", refused.RetryAfter);
        Assert.Equal(202, (await PostAsync(relay, "203.0.113.10", "token")).Status);
        Assert.Equal(2, relay.Sent.Count);
    }

    [Fact]
    public async Task Provider_over_its_limit_gets_429_and_strangers_take_nothing_from_it()
    {
        await using var relay = await RelayUnderTest.CreateAsync(new Dictionary<string, string?>(RelayUnderTest.Tokens)
        {
            ["RateLimit:Provider:PerSecond"] = "0.01",
            ["RateLimit:Provider:Burst"] = "1",
        });

        Assert.Equal(401, (await PostAsync(relay, null, "wrong")).Status);
        Assert.Equal(401, (await PostAsync(relay, null, "wrong")).Status);
        Assert.Equal(202, (await PostAsync(relay, null, "token")).Status);
        Assert.Equal(429, (await PostAsync(relay, null, "token")).Status);
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("instance", null, 8)]
    [InlineData("instance", "192.0.2.0/24", 1)]
    public void Platform_is_trusted_on_the_platform_and_where_no_other_is_named(string? instance, string? named, int trusted)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("WEBSITE_INSTANCE_ID", instance), new("RateLimit:TrustedProxies:0", named)]);
        if (named is null)
        {
            configuration = new ConfigurationManager();
            configuration.AddInMemoryCollection([new("WEBSITE_INSTANCE_ID", instance)]);
        }

        Assert.Equal(trusted, RateLimitOptions.From(configuration.TrustPlatform()).TrustedProxies.Count);
    }

    private static async Task<(int Status, string? RetryAfter)> PostAsync(RelayUnderTest relay, string? forwarded, string token)
    {
        var request = Calls.Request("/api/webhooks/captain", "POST", Body);
        request.Headers["Auth-Token"] = token;
        request.HttpContext.Connection.RemoteIpAddress = IPAddress.Loopback;
        if (forwarded is not null)
        {
            request.Headers["X-Forwarded-For"] = forwarded;
        }

        var answer = ((AnswerResult)await relay.Function<ReceiveWebhook>().RunAsync(request, "captain")).Answer;
        return (answer.Status, answer.Headers.SingleOrDefault(static header => header.Key == "Retry-After").Value);
    }
}
