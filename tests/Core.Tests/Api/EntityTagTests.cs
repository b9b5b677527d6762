using OrderRelay.Core.Api;

namespace OrderRelay.Core.Tests.Api;

public sealed class EntityTagTests
{
    private static readonly ApiAnswer Answer = new(200, ApiAnswer.JsonType, "{}"u8.ToArray());

    private static string Tag => TagOf(Answer.Tagged(null))!;

    [Fact]
    public void Tag_is_of_the_body_alone()
    {
        Assert.Equal(Tag, TagOf(Answer.With("X-Other", "1").Tagged(null)));
        Assert.NotEqual(Tag, TagOf((Answer with { Body = "{ }"u8.ToArray() }).Tagged(null)));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("W/{0}")]
    [InlineData("\"a\", {0}")]
    [InlineData("  {0} ,\"b\"")]
    [InlineData("*")]
    public void Named_body_is_not_sent_again(string ifNoneMatch)
    {
        var answer = Answer.Tagged(ifNoneMatch.Replace("{0}", Tag, StringComparison.Ordinal));
        Assert.Equal((304, null, 0, Tag), (answer.Status, answer.ContentType, answer.Body.Length, TagOf(answer)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"a\"")]
    [InlineData("W/")]
    [InlineData("\"*\"")]
    public void Other_tag_gets_the_body(string ifNoneMatch)
        => Assert.Equal((200, 2), (Answer.Tagged(ifNoneMatch).Status, Answer.Tagged(ifNoneMatch).Body.Length));

    [Fact]
    public void Answer_that_is_no_200_has_no_tag()
        => Assert.Equal((404, null), (Problems.NoSuchOrder().Tagged("*").Status, TagOf(Problems.NoSuchOrder().Tagged("*"))));

    private static string? TagOf(ApiAnswer answer) => answer.Headers.SingleOrDefault(static header => header.Key == "ETag").Value;
}
