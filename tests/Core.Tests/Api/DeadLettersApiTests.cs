using System.Text;
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

        var answer = await new DeadLettersApi(rig.Letters, rig.Desk).DiscardAsync(DeskRig.Id, Encoding.UTF8.GetBytes(body), default);

        Assert.Equal((400, DeadLetterStatus.Open), (answer.Status, rig.Letter.Status));
    }

    [Fact]
    public async Task Discard_with_a_reason_answers_the_letter()
    {
        rig.GivenLetter();

        var answer = await new DeadLettersApi(rig.Letters, rig.Desk).DiscardAsync(DeskRig.Id, """{"reason":" a test order "}"""u8.ToArray(), default);

        Assert.Equal((200, "a test order"), (answer.Status, rig.Letter.DiscardReason));
    }

    [Fact]
    public async Task Replay_by_filter_goes_on_from_its_cursor_until_all_are_done()
    {
        for (var number = 0; number < 5; number++)
        {
            rig.GivenLetter();
            rig.Letters[$"20260301T12000{number}-b"] = rig.Letter with { Id = $"20260301T12000{number}-b" };
        }

        var api = new DeadLettersApi(rig.Letters, rig.Desk);
        var first = await api.ReplayManyAsync(new(static name => name is "limit" ? "4" : null), default);
        Assert.Contains("\"replayed\":4,\"skipped\":0,\"cursor\":", first.ToString(), StringComparison.Ordinal);
        var second = await api.ReplayManyAsync(new(static name => name is "limit" ? "4" : null), default);

        Assert.Contains("\"replayed\":2,\"skipped\":0}", second.ToString(), StringComparison.Ordinal);
        Assert.Equal(6, rig.Queue.Messages.Select(static message => message.MessageId).Distinct().Count());
    }

    public void Dispose() => rig.Dispose();
}
