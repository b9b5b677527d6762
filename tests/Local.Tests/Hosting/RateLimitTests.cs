using System.Globalization;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class RateLimitTests
{
    [Fact]
    public async Task Address_over_its_limit_gets_429_before_anything_is_checked_and_others_are_taken()
    {
        await using var relay = await RelayUnderTest.StartAsync(
            ("RateLimit:Address:PerSecond", "0.01"), ("RateLimit:Address:Burst", "2"), ("RateLimit:TrustedProxies:0", "127.0.0.1"));
        var body = Bodies.Captain("order-1", "event-1");

        Assert.Equal(401, await PostAsync(relay, body, "198.51.100.7", "wrong"));
        Assert.Equal(202, await PostAsync(relay, body, "198.51.100.7", RelayUnderTest.CaptainToken));
        Assert.Equal(429, await PostAsync(relay, body, "198.51.100.7", RelayUnderTest.CaptainToken));
        Assert.Equal(202, await PostAsync(relay, body, "198.51.100.8", RelayUnderTest.CaptainToken));
        Assert.Equal(1, (int)(await relay.GetAsync("/api/stats"))["refused"]!["address_rate"]!);
    }

    [Fact]
    public async Task Provider_over_its_limit_gets_429_with_the_seconds_to_wait()
    {
        await using var relay = await RelayUnderTest.StartAsync(("RateLimit:Provider:PerSecond", "0.01"), ("RateLimit:Provider:Burst", "1"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-1"));

        using var refused = await relay.PostAsync("captain", Bodies.Captain("order-1", "event-2"));
        Assert.Equal(429, (int)refused.StatusCode);
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 100);

        using var wrong = await relay.PostAsync("captain", Bodies.Captain("order-1", "event-2"), ("Auth-Token", "wrong"));
        Assert.Equal(401, (int)wrong.StatusCode);
    }

    [Fact]
    public async Task Limit_that_makes_no_sense_keeps_the_relay_from_starting()
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => RelayUnderTest.StartAsync(("RateLimit:Address:PerSecond", "lots")));
        Assert.Contains("RateLimit:Address:PerSecond", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<int> PostAsync(RelayUnderTest relay, byte[] body, string from, string token)
    {
        using var answer = await relay.PostAsync("captain", body, ("Auth-Token", token), ("X-Forwarded-For", from));
        return (int)answer.StatusCode;
    }
}
