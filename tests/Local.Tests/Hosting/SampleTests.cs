using OrderRelay.Contracts.Providers;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class SampleTests
{
    private static readonly Dictionary<string, string> OrderPath = new() { ["captain"] = "data.order_uuid", ["abbiamo"] = "order_id" };

    [Theory]
    [InlineData("captain", 8)]
    [InlineData("abbiamo", 13)]
    public async Task Every_sample_stands_in_its_orders_timeline_byte_for_byte(string provider, int count)
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var samples = ProviderSample.All(provider);
        Assert.Equal(count, samples.Count);
        foreach (var sample in samples)
        {
            var id = await relay.AcceptAsync(provider, sample.Body);
            await relay.DrainAsync();
            var order = $"/api/orders/{provider}/{sample.Text(OrderPath[provider])}";
            var timeline = await relay.GetAsync(order + "/events");
            _ = Assert.Single(timeline["events"]!.AsArray(), @event => (string?)@event!["eventId"] == id);
            var raw = await relay.Http.GetByteArrayAsync(new Uri($"{order}/events/{Uri.EscapeDataString(id)}/raw", UriKind.Relative));
            Assert.Equal(sample.Body, raw);
        }

        Assert.Equal(0, (int)(await relay.GetAsync("/api/stats"))["unknownStatuses"]!.AsArray().Count);
        Assert.Empty((await relay.GetAsync("/api/dead-letters"))["deadLetters"]!.AsArray());
    }
}
