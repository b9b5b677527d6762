using OrderRelay.Local.Simulation;

namespace OrderRelay.Local.Tests.Simulation;

public sealed class ReceiverAddressTests
{
    [Theory]
    [InlineData("http://host:1", "http://host:1/api/webhooks/captain", "http://host:1/")]
    [InlineData("https://host/", "https://host/api/webhooks/captain", "https://host/")]
    [InlineData("https://host/shop/api/webhooks/{provider}", "https://host/shop/api/webhooks/captain", "https://host/shop/")]
    [InlineData("http://host/hooks/{provider}?a=b", "http://host/hooks/captain?a=b", null)]
    [InlineData("http://host/hooks", "http://host/hooks", null)]
    public void Address_says_where_webhooks_go_and_whether_a_relay_is_there(string text, string webhooks, string? relay)
    {
        var address = ReceiverAddress.Read(text)!;

        Assert.Equal(webhooks, address.Of(Dialect.Captain).OriginalString);
        Assert.Equal(relay, address.Relay?.OriginalString);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("ftp://host")]
    [InlineData("")]
    public void What_is_no_address_of_http_is_none(string text) => Assert.Null(ReceiverAddress.Read(text));
}
