using System.Text;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using static OrderRelay.Core.Tests.Pipeline.DeskRig;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class CollectDeadLetterTests : IDisposable
{
    private readonly DeskRig rig = new();

    [Fact]
    public async Task Dead_message_becomes_an_open_letter_with_its_bytes_and_its_story()
    {
        var message = Message() with { Attempt = 3 };

        await rig.Collect.HandleAsync(Dead(message, deliveries: 2), default);

        var letter = Assert.Single(rig.Letters.Letters);
        Assert.Equal((DeadLetterStatus.Open, DeadLetterReason.NoOrder, "data.order_uuid is missing", 5), (letter.Status, letter.Reason, letter.Text, letter.Attempts));
        Assert.Equal(("captain", "o1", "order_status_updated", "e1", "trace"), (letter.Provider, letter.OrderId, letter.EventName, letter.EventId, letter.TraceParent));
        Assert.Equal((message.ReceivedAt, message.ReceivedAt.AddMinutes(1)), (letter.ReceivedAt, letter.DeadAt));
        Assert.Equal(message.Body.ToArray(), letter.Body!.Value.ToArray());
        Assert.Equal(message.Body.Length, letter.BodyBytes);
        Assert.StartsWith("20260301T1200000000000-", letter.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_collected_twice_is_one_letter_and_two_messages_are_two()
    {
        await rig.Collect.HandleAsync(Dead(Message()), default);
        await rig.Collect.HandleAsync(Dead(Message()), default);
        await rig.Collect.HandleAsync(Dead(Message("m2")), default);

        Assert.Equal(2, rig.Letters.Letters.Count);
    }

    [Fact]
    public async Task Desk_that_is_away_is_asked_again_and_the_letter_counts_once()
    {
        rig.Letters.Before = static _ => throw new StoreUnavailableException("away");
        for (var time = 0; time < 3; time++)
        {
            _ = await Assert.ThrowsAsync<StoreUnavailableException>(() => rig.Collect.HandleAsync(Dead(Message()), default).AsTask());
        }

        rig.Letters.Before = static _ => { };
        await rig.Collect.HandleAsync(Dead(Message()), default);

        Assert.Equal(1, rig.Telemetry.Stats.DeadLettersByReason[DeadLetterReason.NoOrder]);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Message_that_ran_out_of_attempts_is_a_letter_unless_its_event_is_in_the_timeline(bool projected, int letters)
    {
        var message = Received(ProjectionRig.Captain("u1", 10, "in_progress"));
        if (projected)
        {
            await rig.GivenProjectedAsync(message);
        }

        await rig.Collect.HandleAsync(Dead(message, DeadLetterReason.AttemptsExhausted, deliveries: 10), default);

        Assert.Equal(letters, rig.Letters.Letters.Count);
    }

    [Fact]
    public async Task Message_projected_but_never_followed_up_has_its_notification_requested_once_the_queue_is_back()
    {
        var message = Received(ProjectionRig.Captain("u1", 10, "in_progress"));
        await rig.GivenProjectedAsync(message);
        var dead = Dead(message, DeadLetterReason.AttemptsExhausted, deliveries: 10);
        rig.Requests.IsAway = true;
        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => rig.Collect.HandleAsync(dead, default).AsTask());

        rig.Requests.IsAway = false;
        await rig.Collect.HandleAsync(dead, default);
        await rig.Collect.HandleAsync(dead, default);

        Assert.Contains("headline:picked_up", Encoding.UTF8.GetString(Assert.Single(rig.Requests.Messages).Body.Span), StringComparison.Ordinal);
        Assert.Empty(rig.Letters.Letters);
    }

    [Fact]
    public async Task Message_replayed_without_notifications_requests_none_when_it_ran_out_of_attempts()
    {
        var message = Received(ProjectionRig.Captain("u1", 10, "in_progress")) with { WithoutNotifications = true };
        await rig.GivenProjectedAsync(message);

        await rig.Collect.HandleAsync(Dead(message, DeadLetterReason.AttemptsExhausted, deliveries: 10), default);

        Assert.Empty(rig.Requests.Messages);
    }

    [Fact]
    public async Task Replay_that_was_projected_and_ran_out_of_attempts_resolves_its_letter()
    {
        rig.GivenLetter(DeadLetterStatus.Replaying);
        var message = Received(ProjectionRig.Captain("u1", 10, "in_progress")) with { ReplayOf = Id };
        await rig.GivenProjectedAsync(message);

        await rig.Collect.HandleAsync(Dead(message, DeadLetterReason.AttemptsExhausted, deliveries: 10), default);

        Assert.Equal((DeadLetterStatus.Resolved, "o1"), (rig.Letter.Status, rig.Letter.OrderId));
    }

    [Fact]
    public async Task Letter_of_an_erased_order_comes_without_its_body()
    {
        var message = Received(ProjectionRig.Captain("u1", 10, "in_progress"));
        await rig.GivenProjectedAsync(message);
        rig.Orders.Erase(new(message.Provider, message.OrderId!), rig.Time.GetUtcNow());

        await rig.Collect.HandleAsync(Dead(message, DeadLetterReason.InvalidField), default);

        var letter = Assert.Single(rig.Letters.Letters);
        Assert.Null(letter.Body);
        Assert.Equal(rig.Time.GetUtcNow(), letter.ErasedAt);
    }

    [Fact]
    public async Task Failed_replay_opens_its_letter_again_and_says_why_this_time()
    {
        rig.GivenLetter(DeadLetterStatus.Replaying);

        await rig.Collect.HandleAsync(Dead(Message() with { ReplayOf = Id }, DeadLetterReason.InvalidField, deliveries: 4), default);
        await rig.Collect.HandleAsync(Dead(Message() with { ReplayOf = Id }, DeadLetterReason.InvalidField, deliveries: 4), default);

        Assert.Single(rig.Letters.Letters);
        Assert.Equal((DeadLetterStatus.Open, DeadLetterReason.InvalidField, 5), (rig.Letter.Status, rig.Letter.Reason, rig.Letter.Attempts));
        Assert.NotNull(rig.Letter.Body);
    }

    [Theory]
    [InlineData(DeadLetterStatus.Resolved)]
    [InlineData(DeadLetterStatus.Discarded)]
    public async Task Failed_replay_leaves_a_letter_that_was_settled_meanwhile(DeadLetterStatus status)
    {
        rig.GivenLetter(status);

        await rig.Collect.HandleAsync(Dead(Message() with { ReplayOf = Id }), default);

        Assert.Equal(status, Assert.Single(rig.Letters.Letters).Status);
    }

    [Fact]
    public async Task Failed_replay_of_a_letter_that_is_gone_becomes_a_letter_of_its_own()
    {
        await rig.Collect.HandleAsync(Dead(Message() with { ReplayOf = Id }), default);

        Assert.Equal(DeadLetterStatus.Open, Assert.Single(rig.Letters.Letters).Status);
    }

    public void Dispose() => rig.Dispose();
}
