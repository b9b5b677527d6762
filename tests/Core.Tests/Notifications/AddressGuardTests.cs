using OrderRelay.Core.Notifications;

namespace OrderRelay.Core.Tests.Notifications;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("0.0.0.0", "unspecified")]
    [InlineData("10.1.2.3", "private")]
    [InlineData("100.64.0.1", "carrier")]
    [InlineData("100.127.255.255", "carrier")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("127.9.9.9", "loopback")]
    [InlineData("168.63.129.16", "cloud platform")]
    [InlineData("169.254.169.254", "link-local")]
    [InlineData("172.16.0.1", "private")]
    [InlineData("172.31.255.255", "private")]
    [InlineData("192.0.0.8", "reserved")]
    [InlineData("192.0.2.1", "documentation")]
    [InlineData("192.88.99.1", "relay")]
    [InlineData("192.168.1.1", "private")]
    [InlineData("198.19.0.1", "benchmarking")]
    [InlineData("198.51.100.7", "documentation")]
    [InlineData("203.0.113.7", "documentation")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("239.255.255.250", "multicast")]
    [InlineData("240.0.0.1", "reserved")]
    [InlineData("255.255.255.255", "reserved")]
    [InlineData("::", "unspecified")]
    [InlineData("::1", "loopback")]
    [InlineData("::7f00:1", "reserved")]
    [InlineData("::ffff:127.0.0.1", "IPv4 address in IPv6 form")]
    [InlineData("::ffff:169.254.169.254", "IPv4 address in IPv6 form")]
    [InlineData("64:ff9b::a00:1", "translated")]
    [InlineData("64:ff9b:1::a00:1", "translated")]
    [InlineData("100::1", "reserved")]
    [InlineData("2001::1", "reserved")]
    [InlineData("2001:db8::1", "documentation")]
    [InlineData("2002:7f00:1::1", "relay")]
    [InlineData("3fff::1", "documentation")]
    [InlineData("fc00::1", "private")]
    [InlineData("fd00:ec2::254", "private")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("fec0::1", "private")]
    [InlineData("ff02::1", "multicast")]
    public async Task Name_that_leads_to_an_inner_address_is_not_called(string address, string word)
    {
        var network = new FakeNetwork([address]);

        var result = await SendAsync(network);

        Assert.Equal(ChannelStatus.Refused, result.Status);
        Assert.Contains(word, result.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain(address, result.Answer, StringComparison.Ordinal);
        Assert.Empty(network.Dialled);
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("172.15.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("169.253.0.1")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:4001::1")]
    public async Task Name_that_leads_to_a_public_address_is_called_at_that_address(string address)
    {
        var network = new FakeNetwork([address]);

        var result = await SendAsync(network);

        Assert.Equal(new ChannelResult(ChannelStatus.Passing, "connection refused"), result);
        Assert.Equal(address, Assert.Single(network.Dialled).Address.ToString());
    }

    [Fact]
    public async Task Name_with_one_inner_address_among_public_ones_is_not_called()
    {
        var network = new FakeNetwork(["1.1.1.1", "10.0.0.1"]);

        Assert.Equal(ChannelStatus.Refused, (await SendAsync(network)).Status);
        Assert.Empty(network.Dialled);
    }

    [Fact]
    public async Task Name_that_answers_differently_the_second_time_is_checked_the_second_time()
    {
        var network = new FakeNetwork(["1.1.1.1"], ["127.0.0.1"]);
        using var catalog = ChannelScenario.Catalog(network, ChannelScenario.Webhook);
        var channel = catalog.Find("shop")!;

        var first = await channel.SendAsync(ChannelScenario.Message, CancellationToken.None);
        var second = await channel.SendAsync(ChannelScenario.Message, CancellationToken.None);

        Assert.Equal((ChannelStatus.Passing, ChannelStatus.Refused), (first.Status, second.Status));
        Assert.Equal(2, network.Asked);
        Assert.Equal("1.1.1.1:443", Assert.Single(network.Dialled).ToString());
    }

    [Fact]
    public async Task Address_that_does_not_answer_gives_way_to_the_next()
    {
        var network = new FakeNetwork(["1.1.1.1", "1.0.0.1"]);

        _ = await SendAsync(network);

        Assert.Equal(["1.1.1.1:443", "1.0.0.1:443"], network.Dialled.Select(static end => end.ToString()));
    }

    private static async Task<ChannelResult> SendAsync(FakeNetwork network)
    {
        using var catalog = ChannelScenario.Catalog(network, ChannelScenario.Webhook);
        return await catalog.Find("shop")!.SendAsync(ChannelScenario.Message, CancellationToken.None);
    }
}
