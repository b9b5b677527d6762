using System.Net;
using Microsoft.Extensions.Configuration;
using OrderRelay.Contracts;
using OrderRelay.Core.Providers;
using OrderRelay.Core.RateLimiting;

namespace OrderRelay.Core.Tests.RateLimiting;

public sealed class RateLimitsTests
{
    private readonly FakeTime time = new();

    [Fact]
    public void Address_sends_its_burst_and_then_at_its_rate()
    {
        var limits = Limits(("RateLimit:Address:PerSecond", "2"), ("RateLimit:Address:Burst", "3"));
        Assert.Equal(3, Taken(limits, "203.0.113.9", 10));
        Assert.Equal(TimeSpan.FromSeconds(0.5), Ask(limits, "203.0.113.9"));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Taken(limits, "203.0.113.9", 10));

        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, Taken(limits, "203.0.113.9", 10));
    }

    [Fact]
    public void What_is_refused_takes_nothing()
    {
        var limits = Limits(("RateLimit:Address:PerSecond", "1"), ("RateLimit:Address:Burst", "1"));
        Assert.Equal(1, Taken(limits, "203.0.113.9", 1000));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Taken(limits, "203.0.113.9", 1000));
    }

    [Fact]
    public void Addresses_and_providers_have_buckets_of_their_own()
    {
        var limits = Limits(("RateLimit:Address:PerSecond", "1"), ("RateLimit:Address:Burst", "2"), ("RateLimit:Provider:PerSecond", "1"), ("RateLimit:Provider:Burst", "2"));
        Assert.Equal(2, Taken(limits, "203.0.113.9", 9));
        Assert.Equal(2, Taken(limits, "203.0.113.10", 9));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => limits.Provider("captain") is null));
        Assert.Null(limits.Provider("abbiamo"));
        Assert.Null(limits.Provider("nobody"));
    }

    [Theory]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("0.0.0.0", "::", false)]
    public void Address_is_the_same_however_it_is_written_and_an_IPv6_client_is_its_64(string one, string other, bool same)
    {
        var limits = Limits(("RateLimit:Address:PerSecond", "1"), ("RateLimit:Address:Burst", "1"));
        Assert.Null(Ask(limits, one));
        Assert.Equal(same, Ask(limits, other) is not null);
    }

    [Fact]
    public void Any_number_of_addresses_takes_no_more_memory_and_idle_ones_make_room()
    {
        var limits = Limits(("RateLimit:Address:PerSecond", "1"), ("RateLimit:Address:Burst", "4"));
        _ = Taken(limits, "203.0.113.9", 4);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var address = new IPAddress(0x0100_000A);
        for (var count = 0; count < 100_000; count++)
        {
            _ = limits.Address(address, null);
        }

        // Less than a byte for each: what little there is the runtime itself allocates, once.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 99_999);
        for (var number = 1; number <= 50_000; number++)
        {
            _ = limits.Address(new IPAddress(number), null);
        }

        // The busiest of its places stays: those who sent once made room.
        Assert.NotNull(Ask(limits, "203.0.113.9"));
    }

    [Fact]
    public async Task Concurrent_requests_get_the_burst_and_no_more()
    {
        var limits = Limits(("RateLimit:Provider:PerSecond", "1"), ("RateLimit:Provider:Burst", "1000"));
        var taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var count = 0; count < 5000; count++)
            {
                _ = limits.Provider("captain") is null ? Interlocked.Increment(ref taken) : 0;
            }
        })));
        Assert.Equal(1000, taken);
    }

    [Theory]
    [InlineData("198.51.100.7", "192.0.2.1", "198.51.100.7")] // no proxy: what it says of itself is nothing
    [InlineData("10.0.0.1", "192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:10.0.0.1", "192.0.2.1:4711", "192.0.2.1")]
    [InlineData("10.0.0.1", "1.1.1.1, 192.0.2.1", "192.0.2.1")] // invented by the sender
    [InlineData("10.0.0.1", "192.0.2.1, 10.0.0.2", "192.0.2.1")]
    [InlineData("10.0.0.1", "[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("10.0.0.1", "192.0.2.1, nonsense", "10.0.0.1")]
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1", "10.0.0.3,,10.0.0.2", "10.0.0.2")]
    public void Client_is_whom_trusted_proxies_name(string connection, string forwarded, string client)
    {
        var limits = Limits(("RateLimit:Address:PerSecond", "1"), ("RateLimit:Address:Burst", "1"), ("RateLimit:TrustedProxies:0", "10.0.0.0/8"));
        Assert.Null(Ask(limits, connection, forwarded));

        // Its bucket is empty now, asked for without any proxy.
        Assert.NotNull(Ask(limits, client));
    }

    [Fact]
    public void Endless_list_of_proxies_is_not_followed()
    {
        var limits = Limits(("RateLimit:Address:PerSecond", "1"), ("RateLimit:TrustedProxies:0", "10.0.0.0/8"));
        Assert.Null(Ask(limits, "10.0.0.1", string.Join(',', Enumerable.Repeat("10.0.0.1", 10_000))));
    }

    [Fact]
    public void Nothing_is_limited_until_it_is_asked_for()
    {
        var limits = Limits();
        Assert.Equal(5000, Taken(limits, "203.0.113.9", 5000));
        Assert.All(Enumerable.Range(0, 5000), _ => Assert.Null(limits.Provider("captain")));
    }

    [Theory]
    [InlineData("RateLimit:Address:PerSecond", "-1")]
    [InlineData("RateLimit:Address:PerSecond", "many")]
    [InlineData("RateLimit:Address:PerSecond", "0.001")]
    [InlineData("RateLimit:Provider:PerSecond", "NaN")]
    [InlineData("RateLimit:Provider:Burst", "5")]
    [InlineData("RateLimit:TrustedProxies:0", "proxy.example")]
    public void Setting_that_makes_no_sense_is_named(string name, string value)
        => Assert.Contains(name, Assert.Throws<ArgumentException>(() => Limits((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void Burst_is_ten_seconds_worth_unless_it_is_set()
    {
        Assert.Equal(15, Taken(Limits(("RateLimit:Address:PerSecond", "1.5")), "203.0.113.9", 100));
        Assert.Equal(100, Taken(Limits(("RateLimit:Address:PerSecond", "0")), "203.0.113.9", 100));
    }

    private RateLimits Limits(params (string Name, string Value)[] settings) => new(
        RateLimitOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build()),
        ProviderCatalog.Default,
        time);

    private static TimeSpan? Ask(RateLimits limits, string address, string? forwarded = null) => limits.Address(IPAddress.Parse(address), forwarded);

    private static int Taken(RateLimits limits, string address, int tries)
        => Enumerable.Range(0, tries).Count(_ => Ask(limits, address) is null);
}
