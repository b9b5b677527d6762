using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrderRelay.Load.Events;
using OrderRelay.Load.Http;
using OrderRelay.Load.Running;

namespace OrderRelay.Bench.Tests.Events;

public sealed class GeneratedEventTests
{
    [Theory]
    [InlineData("captain")]
    [InlineData("abbiamo")]
    public void Bodies_are_json_of_the_stated_length_and_of_real_size(string provider)
    {
        foreach (var request in Generate(Options(provider), 200))
        {
            Assert.Equal(request.ContentLength, request.Body.Length);
            Assert.InRange(request.Body.Length, 600, 1600);
            Assert.Equal(JsonValueKind.Object, request.Json.ValueKind);
        }
    }

    [Fact]
    public void Captain_events_have_unique_ids_over_all_connections()
    {
        var ids = Generate(Options("captain"), 20_000).Select(r => r.Json.GetProperty("event_uuid").GetString()).ToHashSet();

        Assert.Equal(20_000, ids.Count);
        Assert.All(ids.Take(100), id => Assert.True(Guid.TryParseExact(id, "D", out _)));
    }

    [Fact]
    public void Abbiamo_bodies_are_all_different()
        => Assert.Equal(5_000, Generate(Options("abbiamo"), 5_000).Select(r => r.Text).ToHashSet().Count);

    [Fact]
    public void Events_of_an_order_follow_its_lifecycle_at_rising_times()
    {
        var byOrder = Generate(Options("captain"), 2_000).GroupBy(r => r.Json.GetProperty("data").GetProperty("order_uuid").GetString()).ToArray();
        string[] life = ["being_prepared", "prepared", "in_progress", "completed"];

        Assert.Contains(byOrder, order => order.Count() == life.Length);
        foreach (var order in byOrder)
        {
            Assert.Equal(life.Take(order.Count()), order.Select(r => r.Json.GetProperty("data").GetProperty("order_status").GetString()));
            var times = order.Select(r => r.Json.GetProperty("created_at").GetDateTimeOffset()).ToArray();
            Assert.Equal(times.Distinct().Order(), times);
        }
    }

    [Fact]
    public void Repeated_orders_stay_within_the_number_asked_for()
    {
        var orders = Generate(Options("captain") with { RepeatOrders = true }, 2_000)
            .Select(r => r.Json.GetProperty("data").GetProperty("order_uuid").GetString()).ToHashSet();

        Assert.Equal(Options("captain").Orders, orders.Count);
    }

    [Fact]
    public void The_seed_alone_decides_the_events()
    {
        var once = Generate(Options("captain"), 100).Select(r => r.Text).ToArray();

        Assert.Equal(once, Generate(Options("captain"), 100).Select(r => r.Text));
        Assert.Empty(once.Intersect(Generate(Options("captain") with { Seed = 2 }, 100).Select(r => r.Text)));
    }

    [Fact]
    public void A_body_is_padded_to_the_size_asked_for()
        => Assert.All(Generate(Options("captain") with { BodySize = 5_000 }, 10), r => Assert.Equal((5_000, JsonValueKind.Object), (r.Body.Length, r.Json.ValueKind)));

    [Fact]
    public void A_body_that_is_too_long_for_the_size_asked_for_is_refused()
        => Assert.Throws<ArgumentException>(() => RequestTemplates.Build(Options("captain") with { BodySize = 100 }));

    [Fact]
    public void The_signature_is_that_of_the_very_body()
    {
        foreach (var request in Generate(Options("captain") with { Auth = AuthKind.Hmac, Credential = "key" }, 10))
        {
            var expected = Convert.ToHexStringLower(HMACSHA256.HashData("key"u8, request.Body));
            Assert.Contains($"X-Signature: {expected}\r\n", request.Head, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_token_stands_in_the_providers_own_header()
    {
        Assert.Contains("\r\nAuth-Token: t\r\n", Generate(Options("captain"), 1).Single().Head, StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: t\r\n", Generate(Options("abbiamo"), 1).Single().Head, StringComparison.Ordinal);
    }

    private static LoadOptions Options(string provider)
        => new() { Target = LoopbackTarget.Parse("http://127.0.0.1:7071"), Provider = provider, Credential = "t", Connections = 3, Orders = 20, Seed = 1 };

    private static IEnumerable<Request> Generate(LoadOptions options, int count)
    {
        var templates = RequestTemplates.Build(options);
        var ids = new EventIds(options.Seed);
        var streams = Enumerable.Range(0, options.Connections)
            .Select(i => new EventStream(i, options.Connections, options.Orders, templates.Length, options.RepeatOrders)).ToArray();

        for (var i = 0; i < count; i++)
        {
            var facts = streams[i % streams.Length].Next();
            yield return new Request(templates[facts.Stage].Fill(facts, ids).ToArray());
        }
    }

    private sealed class Request(byte[] bytes)
    {
        private readonly int bodyStart = bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4;

        public string Head => Encoding.UTF8.GetString(bytes, 0, bodyStart);

        public byte[] Body => bytes[bodyStart..];

        public string Text => Encoding.UTF8.GetString(Body);

        public JsonElement Json => JsonElement.Parse(Body);

        public int ContentLength => int.Parse(Head.Split("Content-Length: ")[1].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
