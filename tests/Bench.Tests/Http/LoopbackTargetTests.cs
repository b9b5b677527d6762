using OrderRelay.Load.Http;

namespace OrderRelay.Bench.Tests.Http;

public sealed class LoopbackTargetTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7071", "127.0.0.1:7071", "/")]
    [InlineData("http://localhost:81/hooks?x=1", "127.0.0.1:81", "/hooks?x=1")]
    [InlineData("http://127.9.9.9", "127.9.9.9:80", "/")]
    public void A_loopback_url_is_taken(string url, string endPoint, string path)
    {
        var target = LoopbackTarget.Parse(url);

        Assert.Equal((endPoint, path), (target.EndPoint.ToString(), target.Path));
    }

    [Theory]
    [InlineData("http://192.0.2.1:80")]
    [InlineData("http://example.org")]
    [InlineData("http://localhost.example.org")]
    [InlineData("http://0.0.0.0:80")]
    [InlineData("https://127.0.0.1")]
    [InlineData("127.0.0.1:80")]
    public void Any_other_address_is_refused(string url) => Assert.Throws<ArgumentException>(() => LoopbackTarget.Parse(url));
}
