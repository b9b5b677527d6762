using System.Text;
using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Api;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Tests.Pipeline;

namespace OrderRelay.Core.Tests.Api;

public sealed class DeadLettersApiTests : IDisposable
{
    private readonly DeskRig rig = new();

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"reason":"  "}""")]
    [InlineData("""{"reason":7}""")]
    [InlineData("""{"reason":"a test order","more":1}""")]
    [InlineData("""{"reason":"\ud83d"}""")]
    public async Task Discard_without_a_reason_in_words_is_refused_and_the_letter_stays(string body)
    {
        rig.GivenLetter();

        var answer = await Api().DiscardAsync(DeskRig.Id, Encoding.UTF8.GetBytes(body), Request, default);

        Assert.Equal((400, DeadLetterStatus.Open), (answer.Status, rig.Letter.Status));
    }

    [Fact]
    public async Task Discard_with_a_reason_answers_the_letter()
    {
        rig.GivenLetter();

        var answer = await Api().DiscardAsync(DeskRig.Id, """{"reason":" a test order "}"""u8.ToArray(), Request, default);

        Assert.Equal((200, "a test order"), (answer.Status, rig.Letter.DiscardReason));
    }

    public void Dispose() => rig.Dispose();

    private static ApiRequest Request => new(static _ => null, "alice");

    private DeadLettersApi Api() => new(rig.Letters, rig.Desk, new AuditTrail(new InMemoryOperations(), rig.Time, new Random(1)));
}
