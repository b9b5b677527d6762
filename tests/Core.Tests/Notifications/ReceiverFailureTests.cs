using OrderRelay.Contracts;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Pipeline;
using static OrderRelay.Core.Tests.Notifications.NotificationRig;

namespace OrderRelay.Core.Tests.Notifications;

public sealed class ReceiverFailureTests
{
    [Fact]
    public async Task Receiver_that_is_down_is_tried_for_a_day_and_then_given_up()
    {
        using var rig = new NotificationRig(Rule());
        rig.Channel.Answer = static _ => Task.FromResult(FakeChannel.Down);
        await rig.GivenAsync("u1", 10, "in_progress");

        await rig.DeliverAllAsync();

        var attempts = Assert.Single(await rig.AllAsync()).Attempts;
        Assert.True(attempts[^1].At - attempts[0].At >= TimeSpan.FromHours(24), $"gave up after {attempts[^1].At - attempts[0].At}");
        Assert.All(attempts, static attempt => Assert.Equal("HTTP 503", attempt.Answer));
        var dead = Assert.Single(rig.Queue.Dead);
        Assert.Equal((DeadLetterReason.AttemptsExhausted, $"failed {attempts.Count} times; the last time: HTTP 503"), (dead.Reason.Reason, dead.Reason.Text));
        Assert.Equal(["headline:picked_up failed"], await rig.EntriesAsync());
    }

    [Fact]
    public async Task Receiver_that_recovers_hears_of_it_once()
    {
        using var rig = new NotificationRig(Rule());
        var left = 3;
        rig.Channel.Answer = _ => Task.FromResult(left-- > 0 ? FakeChannel.Down : FakeChannel.Ok);
        await rig.GivenAsync("u1", 10, "in_progress");

        await rig.DeliverAllAsync();

        Assert.Equal(["HTTP 503", "HTTP 503", "HTTP 503", "HTTP 200"], Assert.Single(await rig.AllAsync()).Attempts.Select(static attempt => attempt.Answer));
        Assert.Equal(0, (await rig.Log.GetHealthAsync("shop", default))!.Failures);
    }

    [Fact]
    public async Task Wait_that_the_receiver_asks_for_is_kept()
    {
        using var rig = new NotificationRig(Rule());
        rig.Channel.Answer = static _ => Task.FromResult(new ChannelResult(ChannelStatus.Passing, "HTTP 429", TimeSpan.FromMinutes(10)));
        await rig.GivenAsync("u1", 10, "in_progress");

        Assert.Equal(TimeSpan.FromMinutes(10), Assert.IsType<Outcome.Retry>(Assert.Single(await rig.DeliverAsync())).Delay);
    }

    [Fact]
    public async Task Channel_that_keeps_failing_is_paused_and_holds_up_no_other()
    {
        using var rig = new NotificationRig(Rule(), Rule(name: "other", channel: "chat"));
        rig.Channels["shop"].Answer = static _ => Task.FromResult(FakeChannel.Down);
        for (var order = 0; order < ChannelCircuit.Tolerated + 3; order++)
        {
            _ = await rig.ProjectAsync(rig.Projection.Received(Pipeline.ProjectionRig.Captain($"u{order}", 10, "in_progress", $"o{order}")));
        }

        _ = await rig.DeliverAsync();

        Assert.Equal(ChannelCircuit.Tolerated, rig.Channels["shop"].Received.Count);
        Assert.Equal(ChannelCircuit.Tolerated + 3, rig.Channels["chat"].Received.Count);
        var health = await rig.Log.GetHealthAsync("shop", default);
        Assert.Equal((ChannelCircuit.Tolerated, rig.Time.GetUtcNow().AddMinutes(1)), (health!.Failures, health.PausedUntil));
        Assert.Equal(3, (await rig.AllAsync()).Count(static entry => entry.Channel == "shop" && entry.Attempts.Count == 0));
    }

    [Fact]
    public async Task Receiver_that_is_gone_disables_its_channel_and_what_waits_goes_out_once_it_is_enabled()
    {
        using var rig = new NotificationRig(Rule());
        rig.Channel.Answer = static _ => Task.FromResult(new ChannelResult(ChannelStatus.Gone, "HTTP 410"));
        await rig.GivenAsync("u1", 10, "in_progress");
        _ = await rig.DeliverAsync();
        Assert.Equal(DeadLetterReason.ReceiverRefused, Assert.Single(rig.Queue.Dead).Reason.Reason);

        rig.Channel.Answer = static _ => Task.FromResult(FakeChannel.Ok);
        await rig.GivenAsync("u2", 20, "completed");
        Assert.IsType<Outcome.Retry>(Assert.Single(await rig.DeliverAsync()));
        Assert.Single(rig.Channel.Received);

        await rig.Log.PutHealthAsync(ChannelCircuit.Well("shop"), default);
        await rig.DeliverAllAsync();
        Assert.Equal(["headline:picked_up failed", "headline:delivered sent"], await rig.EntriesAsync());
    }

    [Fact]
    public async Task Channel_that_nobody_enables_sends_what_waits_to_the_desk_after_days()
    {
        using var rig = new NotificationRig(Rule());
        await rig.Log.PutHealthAsync(new("shop", 1, null, rig.Time.GetUtcNow()), default);
        await rig.GivenAsync("u1", 10, "in_progress");

        await rig.DeliverAllAsync();

        Assert.Equal(DeadLetterReason.ReceiverRefused, Assert.Single(rig.Queue.Dead).Reason.Reason);
        Assert.Empty(rig.Channel.Received);
        Assert.True(rig.Time.GetUtcNow() - Assert.Single(await rig.AllAsync()).RequestedAt > NotificationTurns.LongestWait);
    }

    [Fact]
    public async Task Replayed_letter_is_sent_and_put_away()
    {
        using var rig = new NotificationRig(Rule());
        rig.Channel.Answer = static _ => Task.FromResult(new ChannelResult(ChannelStatus.Refused, "HTTP 403"));
        await rig.GivenAsync("u1", 10, "in_progress");
        await rig.DeliverAllAsync();
        var dead = Assert.Single(rig.Queue.Dead).Message;
        rig.Projection.Desk["letter"] = Samples.Letter("letter") with { Status = DeadLetterStatus.Replaying };
        rig.Channel.Answer = static _ => Task.FromResult(FakeChannel.Ok);

        Assert.IsType<Outcome.DeadLetter>(await rig.HandleAsync(dead));
        Assert.IsType<Outcome.Completed>(await rig.HandleAsync(dead with { ReplayOf = "letter" }));

        Assert.Equal(["headline:picked_up sent"], await rig.EntriesAsync());
        Assert.Equal(DeadLetterStatus.Resolved, rig.Projection.Desk["letter"].Status);
    }

    [Fact]
    public async Task Slow_receiver_takes_no_more_than_its_lane()
    {
        using var rig = new NotificationRig(Rule());
        var answer = new TaskCompletionSource<ChannelResult>();
        rig.Channel.Answer = _ => answer.Task;
        for (var order = 0; order <= ChannelLanes.Width; order++)
        {
            _ = await rig.ProjectAsync(rig.Projection.Received(Pipeline.ProjectionRig.Captain($"u{order}", 10, "in_progress", $"o{order}")));
        }

        var handled = rig.Queue.Waiting.Select(waiting => rig.HandleAsync(waiting.Message).AsTask()).ToList();

        Assert.IsType<Outcome.Retry>(await handled[^1]);
        answer.SetResult(FakeChannel.Ok);
        Assert.All((await Task.WhenAll(handled))[..^1], static outcome => Assert.IsType<Outcome.Completed>(outcome));
        Assert.Equal(ChannelLanes.Width, rig.Channel.Received.Count);
    }
}
