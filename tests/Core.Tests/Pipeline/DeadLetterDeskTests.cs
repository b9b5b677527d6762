using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using static OrderRelay.Core.Tests.Pipeline.DeskRig;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class DeadLetterDeskTests : IDisposable
{
    private readonly DeskRig rig = new();

    [Fact]
    public async Task Replay_enqueues_the_exact_bytes_read_with_todays_code()
    {
        rig.GivenLetter();

        Assert.Equal(DeskResult.Done, await rig.Desk.ReplayAsync(Id, withoutNotifications: true, default));

        var message = Assert.Single(rig.Queue.Messages);
        Assert.Equal(rig.Letter.Body!.Value.ToArray(), message.Body.ToArray());
        Assert.Equal(("order_status_updated", "order_status_updated:u1", "o1"), (message.Subject, message.Identity.Value, message.OrderId));
        Assert.Equal((Id, true, rig.Letter.ReceivedAt, 0), (message.ReplayOf, message.WithoutNotifications, message.ReceivedAt, message.Attempt));
        Assert.Equal((DeadLetterStatus.Replaying, 1), (rig.Letter.Status, rig.Letter.Replays));
    }

    [Fact]
    public async Task Each_replay_has_a_message_id_of_its_own_even_while_one_is_under_way_or_has_failed()
    {
        rig.GivenLetter();
        await rig.Desk.ReplayAsync(Id, false, default);
        await rig.Desk.ReplayAsync(Id, false, default);
        await rig.Collect.HandleAsync(Dead(rig.Queue.Messages[^1]), default);
        await rig.Desk.ReplayAsync(Id, false, default);

        Assert.Equal(3, rig.Queue.Messages.Select(static message => message.MessageId).Distinct().Count());
        Assert.All(rig.Queue.Messages, static message => Assert.InRange(message.MessageId.Length, 1, 128));
    }

    [Fact]
    public async Task Replay_into_a_queue_that_is_away_leaves_the_letter_open_and_its_id_unused()
    {
        rig.GivenLetter();
        rig.Queue.IsAway = true;
        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => rig.Desk.ReplayAsync(Id, false, default).AsTask());
        Assert.Equal(DeadLetterStatus.Open, rig.Letter.Status);

        rig.Queue.IsAway = false;
        await rig.Desk.ReplayAsync(Id, false, default);
        Assert.EndsWith(":2", Assert.Single(rig.Queue.Messages).MessageId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DeadLetterStatus.Resolved)]
    [InlineData(DeadLetterStatus.Discarded)]
    public async Task Settled_letter_is_neither_replayed_nor_discarded(DeadLetterStatus status)
    {
        rig.GivenLetter(status);

        Assert.Equal(DeskResult.AlreadySettled, await rig.Desk.ReplayAsync(Id, false, default));
        Assert.Equal(DeskResult.AlreadySettled, await rig.Desk.DiscardAsync(Id, "a test order", default));
        Assert.Empty(rig.Queue.Messages);
        Assert.Equal(status, rig.Letter.Status);
    }

    [Fact]
    public async Task Letter_without_bytes_without_json_or_without_provider_is_not_replayed()
    {
        rig.GivenLetter();
        rig.Letters[Id] = rig.Letter with { Body = null };
        Assert.Equal(DeskResult.BodyErased, await rig.Desk.ReplayAsync(Id, false, default));
        rig.GivenLetter(body: "not json");
        Assert.Equal(DeskResult.NotReplayable, await rig.Desk.ReplayAsync(Id, false, default));
        rig.GivenLetter(provider: "nobody");
        Assert.Equal(DeskResult.NotReplayable, await rig.Desk.ReplayAsync(Id, false, default));

        Assert.Empty(rig.Queue.Messages);
        Assert.Equal(DeadLetterStatus.Open, rig.Letter.Status);
    }

    [Fact]
    public async Task Letter_that_nobody_knows_is_not_found()
    {
        Assert.Equal(DeskResult.NotFound, await rig.Desk.ReplayAsync(Id, false, default));
        Assert.Equal(DeskResult.NotFound, await rig.Desk.DiscardAsync(Id, "a test order", default));
    }

    [Fact]
    public async Task Discard_keeps_reason_time_and_bytes()
    {
        rig.GivenLetter();

        Assert.Equal(DeskResult.Done, await rig.Desk.DiscardAsync(Id, "a test order", default));

        Assert.Equal((DeadLetterStatus.Discarded, "a test order", rig.Time.GetUtcNow()), (rig.Letter.Status, rig.Letter.DiscardReason, rig.Letter.ResolvedAt!.Value));
        Assert.NotNull(rig.Letter.Body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Someone_quicker_wins_and_nothing_is_enqueued_or_overwritten(bool replay)
    {
        rig.GivenLetter();
        rig.Letters.Before = call =>
        {
            if (call is "mark")
            {
                rig.Letters[Id] = rig.Letter with { Status = DeadLetterStatus.Resolved };
            }
        };

        var result = replay ? await rig.Desk.ReplayAsync(Id, false, default) : await rig.Desk.DiscardAsync(Id, "a test order", default);

        Assert.Equal(DeskResult.AlreadySettled, result);
        Assert.Empty(rig.Queue.Messages);
        Assert.Equal(DeadLetterStatus.Resolved, rig.Letter.Status);
    }

    public void Dispose() => rig.Dispose();
}
