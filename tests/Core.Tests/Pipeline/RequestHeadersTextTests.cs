using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Tests.Authentication;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class RequestHeadersTextTests
{
    [Fact]
    public void Only_named_headers_are_kept_and_no_credential()
    {
        var text = RequestHeadersText.Of(new FakeHeaders(
            ("Content-Type", "application/json"), ("User-Agent", "captain/1"), ("Auth-Token", "s3cret"), ("Authorization", "Bearer s3cret"),
            ("webhook-signature", "v1,s3cret"), ("X-Request-Id", "r-1")));

        Assert.Equal("content-type: application/json\nuser-agent: captain/1\nx-request-id: r-1", text);
        Assert.Equal("captain/1", RequestHeadersText.Parse(text!)["user-agent"]);
    }

    [Fact]
    public void Value_cannot_forge_another_header_nor_grow_without_bound()
    {
        var headers = RequestHeadersText.Parse(RequestHeadersText.Of(new FakeHeaders(("User-Agent", "a\nx-request-id: forged" + new string('b', 999))))!);

        Assert.Equal(256, Assert.Single(headers).Value.Length);
        Assert.Null(RequestHeadersText.Of(new FakeHeaders()));
    }
}
