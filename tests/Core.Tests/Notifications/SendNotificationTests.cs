using OrderRelay.Core.Notifications;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using static OrderRelay.Core.Tests.Notifications.NotificationRig;

namespace OrderRelay.Core.Tests.Notifications;

public sealed class SendNotificationTests
{
    [Fact]
    public async Task Change_that_is_true_is_sent_and_noted_with_when_where_answer_and_duration()
    {
        using var rig = new NotificationRig(Rule());
        rig.Channel.Answer = _ =>
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(250));
            return Task.FromResult(FakeChannel.Ok);
        };
        await rig.GivenAsync("u1", 10, "in_progress");
        var at = rig.Time.GetUtcNow();

        Assert.IsType<Outcome.Completed>(Assert.Single(await rig.DeliverAsync()));

        var entry = Assert.Single(await rig.AllAsync());
        Assert.Equal(("sent", "headline:picked_up", "shop", "all"), (entry.Status, entry.Change, entry.Channel, entry.Rule));
        Assert.Equal(new NotificationAttempt(at, "https://shop.example/***", "HTTP 200", 250), Assert.Single(entry.Attempts));
        Assert.Equal(entry.Id, Assert.Single(rig.Channel.Received).Id);
    }

    [Fact]
    public async Task On_its_way_is_never_told_after_delivered()
    {
        using var rig = new NotificationRig(Rule());
        await rig.GivenAsync("u1", 10, "in_progress");
        await rig.GivenAsync("u2", 20, "completed");

        await rig.DeliverAllAsync();

        Assert.Equal(["headline:picked_up skipped", "headline:delivered sent"], await rig.EntriesAsync());
        Assert.Equal("no longer true: the order is delivered", (await rig.AllAsync())[0].Text);
        Assert.Equal("order.headline:delivered", Assert.Single(rig.Channel.Received).Type);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("false", false)]
    [InlineData("\"yes, please\"", false)]
    [InlineData(null, false)]
    public async Task Consent_is_asked_of_the_order_as_it_stands_when_sending(string? value, bool sent)
    {
        using var rig = new NotificationRig(Rule() with { Consent = "sms_opt_in" });
        await rig.ProjectAsync(Consenting(rig, value));

        await rig.DeliverAllAsync();

        Assert.Equal([sent ? "headline:picked_up sent" : "headline:picked_up skipped"], await rig.EntriesAsync());
        Assert.Equal(sent ? 1 : 0, rig.Channel.Received.Count);
    }

    [Fact]
    public async Task Erased_order_is_told_of_without_consent_rules_and_never_with_one()
    {
        using var rig = new NotificationRig(Rule(name: "plain"), Rule(name: "asked", channel: "sms") with { Consent = "sms_opt_in" });
        await rig.ProjectAsync(Consenting(rig, "true"));
        rig.Projection.Orders.Erase(Pipeline.ProjectionRig.Order, rig.Time.GetUtcNow());

        await rig.DeliverAllAsync();

        Assert.Single(rig.Channels["shop"].Received);
        Assert.Empty(rig.Channels["sms"].Received);
        Assert.Equal("no consent: sms_opt_in is not true in the order's custom fields", (await rig.AllAsync()).Single(static entry => entry.Rule == "asked").Text);
    }

    [Fact]
    public async Task Rule_or_channel_that_is_gone_is_skipped_and_says_so()
    {
        using var rig = new NotificationRig(Rule(), Rule(name: "other", channel: "chat"));
        await rig.GivenAsync("u1", 10, "in_progress");
        rig.Rules = new NotificationRules([Rule()]);
        _ = rig.Channels.Remove("shop");
        rig.Restart();

        await rig.DeliverAllAsync();

        Assert.Equal(
            ["there is no channel shop any more", "there is no rule other any more"],
            (await rig.AllAsync()).Select(static entry => entry.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Quiet_hours_put_it_off_without_counting_an_attempt_and_urgent_ones_pass()
    {
        var night = new QuietHours(new(11, 0), new(13, 30), TimeZoneInfo.Utc);
        using var rig = new NotificationRig(Rule() with { QuietHours = night }, Rule(name: "urgent", channel: "pager") with { QuietHours = night, Urgent = true });
        await rig.GivenAsync("u1", 10, "in_progress");

        _ = await rig.DeliverAsync();

        Assert.Single(rig.Channels["pager"].Received);
        var waiting = (await rig.AllAsync()).Single(static entry => entry.Rule == "all");
        Assert.Equal(("pending", "waits for the end of quiet hours at 2026-03-01T13:30:00Z"), (waiting.Status, waiting.Text));
        Assert.Empty(waiting.Attempts);

        await rig.DeliverAllAsync();
        var sent = (await rig.AllAsync()).Single(static entry => entry.Rule == "all");
        Assert.Equal("sent", sent.Status);
        Assert.InRange(Assert.Single(sent.Attempts).At, new(2026, 3, 1, 13, 30, 0, TimeSpan.Zero), new(2026, 3, 1, 13, 30, 20, TimeSpan.Zero));
    }

    [Fact]
    public async Task Of_several_changes_inside_the_window_only_the_latest_is_told()
    {
        using var rig = new NotificationRig(new NotificationRule
        {
            Name = "kitchen",
            On = ["preparation:*", "headline:delivered"],
            Channels = ["shop"],
            Coalesce = TimeSpan.FromMinutes(5),
        });
        _ = await rig.ProjectAsync(Prepared(rig));
        await rig.GivenAsync("u2", 20, "completed");
        Assert.Empty(await rig.DeliverAsync());

        await rig.DeliverAllAsync();

        Assert.Equal(["preparation:prepared skipped", "headline:delivered sent"], await rig.EntriesAsync());
        Assert.Equal("coalesced: headline:delivered is newer", (await rig.AllAsync())[0].Text);
    }

    [Fact]
    public async Task Newer_change_that_is_not_true_any_more_stands_in_for_nothing()
    {
        using var rig = new NotificationRig(new NotificationRule
        {
            Name = "kitchen",
            On = ["preparation:*", "delivery:picked_up"],
            Channels = ["shop"],
            Coalesce = TimeSpan.FromMinutes(5),
        });
        _ = await rig.ProjectAsync(Prepared(rig));
        await rig.GivenAsync("u2", 20, "in_progress");
        await rig.GivenAsync("u3", 30, "completed");

        await rig.DeliverAllAsync();

        Assert.Equal(["preparation:prepared sent", "delivery:picked_up skipped"], await rig.EntriesAsync());
    }

    [Fact]
    public async Task Same_change_redelivered_long_after_is_not_sent_again()
    {
        using var rig = new NotificationRig(Rule());
        rig.Queue.Forgets = true;
        var message = rig.Event("u1", 10, "in_progress");
        _ = await rig.ProjectAsync(message);
        var notification = rig.Queue.Waiting[0].Message;
        await rig.DeliverAllAsync();

        _ = await rig.ProjectAsync(message);
        Assert.IsType<Outcome.Completed>(await rig.HandleAsync(notification));

        Assert.Empty(rig.Queue.Waiting);
        Assert.Single(rig.Channel.Received);
    }

    [Fact]
    public async Task Message_that_is_no_request_goes_to_the_desk()
    {
        using var rig = new NotificationRig(Rule());
        await rig.GivenAsync("u1", 10, "in_progress");

        var outcome = await rig.HandleAsync(rig.Queue.Waiting[0].Message with { Body = "[]"u8.ToArray() });

        Assert.Equal(DeadLetterReason.InvalidField, Assert.IsType<Outcome.DeadLetter>(outcome).Reason);
    }

    [Fact]
    public async Task Log_that_is_away_is_waited_for_and_nothing_is_sent_meanwhile()
    {
        using var rig = new NotificationRig(Rule());
        await rig.GivenAsync("u1", 10, "in_progress");
        rig.Log.IsAway = true;

        Assert.IsType<Outcome.Retry>(Assert.Single(await rig.DeliverAsync()));
        Assert.Empty(rig.Channel.Received);

        rig.Log.IsAway = false;
        await rig.DeliverAllAsync();
        Assert.Single(rig.Channel.Received);
    }

    [Fact]
    public async Task Rendering_that_breaks_goes_to_the_desk_as_a_bug()
    {
        using var rig = new NotificationRig(Rule());
        rig.Words = static _ => throw new FormatException("a template");
        await rig.GivenAsync("u1", 10, "in_progress");

        await rig.DeliverAllAsync();

        Assert.Equal(DeadLetterReason.Unexpected, Assert.Single(rig.Queue.Dead).Reason.Reason);
        Assert.Equal(["headline:picked_up failed"], await rig.EntriesAsync());
    }

    private static QueueMessage Consenting(NotificationRig rig, string? value) => rig.Projection.Received($$"""
        {"data":{"order_uuid":"o1","order_status":"in_progress","order_custom_fields":{{(value is null ? "[]" : $$"""{"sms_opt_in":{{value}}}""")}} },
         "event_name":"order_status_updated","event_uuid":"u1","created_at":"2026-03-01T10:10:00Z"}
        """);

    private static QueueMessage Prepared(NotificationRig rig) => rig.Projection.Received("""
        {"data":{"order_uuid":"o1","order_status":"prepared"},
         "event_name":"order_preparation_updated","event_uuid":"p1","created_at":"2026-03-01T10:05:00Z"}
        """);
}
