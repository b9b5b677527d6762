using System.Globalization;
using System.Text.Json.Nodes;
using OrderRelay.Core.Api;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class ReceiveRateTests
{
    private const string Body = """{"event_name":"order_status_updated","event_uuid":"e","data":{"order_uuid":"o"}}""";

    [Fact]
    public async Task Provider_over_its_limit_hears_when_to_send_again_and_is_taken_then()
    {
        using var rig = new ReceivingRig(("RateLimit:Provider:PerSecond", "0.1"), ("RateLimit:Provider:Burst", "2"));
        Assert.Equal(202, (await rig.PostAsync(Body)).Status);
        Assert.Equal(202, (await rig.PostAsync(Body)).Status);

        var refused = await rig.PostAsync(Body);
        AssertTooMany(refused, 10);
        Assert.Equal(1, rig.Telemetry.Stats.RefusedByReason["provider_rate"]);

        rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(202, (await rig.PostAsync(Body)).Status);
    }

    [Fact]
    public async Task What_strangers_send_takes_nothing_from_a_provider()
    {
        using var rig = new ReceivingRig(("RateLimit:Provider:PerSecond", "0.1"), ("RateLimit:Provider:Burst", "1"));
        for (var tries = 0; tries < 50; tries++)
        {
            Assert.Equal(401, (await rig.PostAsync(Body, token: "wrong")).Status);
        }

        Assert.Equal(202, (await rig.PostAsync(Body)).Status);
    }

    [Fact]
    public void Address_over_its_limit_is_refused_whatever_it_asks_for()
    {
        using var rig = new ReceivingRig(("RateLimit:Address:PerSecond", "1"), ("RateLimit:Address:Burst", "1"));
        Assert.Null(rig.RefuseAddress("captain", "203.0.113.9"));
        AssertTooMany(rig.RefuseAddress("captain", "203.0.113.9")!, 1);
        AssertTooMany(rig.RefuseAddress("nobody", "203.0.113.9")!, 1);
        Assert.Null(rig.RefuseAddress("captain", "203.0.113.10"));
        Assert.Equal(2, rig.Telemetry.Stats.RefusedByReason["address_rate"]);
        Assert.DoesNotContain("203.0.113", rig.Log.All, StringComparison.Ordinal);
    }

    private static void AssertTooMany(ApiAnswer answer, int seconds)
    {
        Assert.Equal(429, answer.Status);
        Assert.Equal("urn:orderrelay:problem:too-many", (string?)JsonNode.Parse(answer.Body.Span)!["type"]);
        Assert.Equal(seconds.ToString(CultureInfo.InvariantCulture), answer.Headers.Single(static header => header.Key == "Retry-After").Value);
    }
}
