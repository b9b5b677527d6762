using OrderRelay.Contracts;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Pipeline;
using static OrderRelay.Core.Tests.Notifications.NotificationRig;
using static OrderRelay.Core.Tests.Pipeline.ProjectionRig;

namespace OrderRelay.Core.Tests.Notifications;

public sealed class RequestNotificationsTests
{
    private static NotificationRule Everything { get; } = new()
    {
        Name = "everything",
        On = ["headline:*", "delivery:*", "preparation:*", "item:*", "verdict:*", "stalled"],
        Channels = ["shop"],
    };

    [Fact]
    public async Task Only_what_a_commit_really_changed_is_requested()
    {
        using var rig = new NotificationRig(Rule("delivery:*"));
        await rig.GivenAsync("u3", 30, "completed");
        await rig.GivenAsync("u1", 10, "in_progress");
        await rig.GivenAsync("u4", 40, "completed");

        Assert.Equal(["delivery:delivered pending"], await rig.EntriesAsync());
    }

    [Fact]
    public async Task Every_kind_of_change_is_requested_once()
    {
        using var rig = new NotificationRig(Everything);
        await rig.GivenAsync("u1", 10, "in_progress");
        await rig.GivenAsync("u2", 11, "teleported");
        _ = await rig.ProjectAsync(rig.Projection.Received(Captain("u1", 10, "completed")));
        var stalled = new RequestNotifications(rig.Rules, rig.Queue, rig.Log);
        var order = rig.Projection.Orders.Find(Order)!;
        Assert.Equal(1, await stalled.HandleAsync([order], rig.Time.GetUtcNow(), default));
        Assert.Equal(0, await stalled.HandleAsync([order], rig.Time.GetUtcNow().AddMinutes(5), default));

        Assert.Equal(
            ["headline:picked_up pending", "verdict:unknown_status pending", "verdict:conflict pending", "stalled pending"],
            (await rig.EntriesAsync()).Order(StringComparer.Ordinal).OrderBy(static entry => Array.IndexOf(["h", "v:u", "v:c", "s"], Short(entry))));

        static string Short(string entry) => entry[0] == 'v' ? "v:" + entry["verdict:".Length] : entry[..1];
    }

    [Fact]
    public async Task Batch_of_one_order_requests_each_step_it_took()
    {
        using var rig = new NotificationRig(Rule());
        _ = await rig.ProjectAsync(rig.Event("u1", 10, "in_progress"), rig.Event("u2", 20, "completed"));

        Assert.Equal(["headline:delivered pending", "headline:picked_up pending"], (await rig.EntriesAsync()).Order(StringComparer.Ordinal));
        await rig.DeliverAllAsync();
        Assert.Equal("order.headline:delivered", Assert.Single(rig.Channel.Received).Type);
    }

    [Fact]
    public async Task Queue_that_is_away_brings_the_event_back_and_then_all_is_requested()
    {
        using var rig = new NotificationRig(Rule());
        var message = rig.Event("u1", 10, "in_progress");
        rig.Queue.IsAway = true;

        Assert.IsType<Outcome.Retry>(Assert.Single(await rig.ProjectAsync(message)));
        Assert.Empty(await rig.EntriesAsync());

        // By now the order went on, and the fold would judge the first event anew: what it changed then is what counts.
        rig.Queue.IsAway = false;
        await rig.GivenAsync("u2", 20, "completed");
        Assert.IsType<Outcome.Completed>(Assert.Single(await rig.ProjectAsync(message)));
        Assert.Equal(["headline:picked_up pending", "headline:delivered pending"], await rig.EntriesAsync());
    }

    [Fact]
    public async Task Replay_without_notifications_requests_none()
    {
        using var rig = new NotificationRig(Rule());

        _ = await rig.ProjectAsync(rig.Event("u1", 10, "in_progress") with { WithoutNotifications = true });

        Assert.Empty(rig.Queue.Waiting);
        Assert.Empty(await rig.EntriesAsync());
    }

    [Fact]
    public async Task Duplicate_of_the_provider_requests_nothing()
    {
        using var rig = new NotificationRig(Rule());
        await rig.GivenAsync("u1", 10, "in_progress");
        _ = await rig.ProjectAsync(rig.Projection.Received(Captain("u1", 10, "in_progress", attempt: 2)));

        Assert.Single(rig.Queue.Waiting);
    }

    [Fact]
    public async Task Coalescing_rule_delivers_no_sooner_than_its_window()
    {
        using var rig = new NotificationRig(Rule() with { Coalesce = TimeSpan.FromMinutes(5) });
        await rig.GivenAsync("u1", 10, "in_progress");

        Assert.Equal(rig.Time.GetUtcNow().AddMinutes(5), Assert.Single(rig.Queue.Waiting).Due);
    }

    [Fact]
    public void Message_has_the_frozen_form()
    {
        var message = NotificationMessages.Write(new()
        {
            Id = "ntf_1",
            Order = Order,
            Event = new("order_status_updated:u1"),
            Rule = "all",
            Channel = "shop",
            Change = "headline:picked_up",
            RequestedAt = Samples.Noon,
        });

        Assert.Equal(("notification:ntf_1", "notifications", "notification", "o1"), (message.MessageId, message.Provider, message.Subject, message.OrderId));
        Assert.Equal(
            """{"id":"ntf_1","order":{"provider":"captain","orderId":"o1"},"event":"order_status_updated:u1","rule":"all","channel":"shop","change":"headline:picked_up","requestedAt":"2026-03-01T12:00:00Z","attempt":0}""",
            System.Text.Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal(Order, NotificationMessages.Read(message.Body.Span)!.Order);
    }

    [Fact]
    public void Id_tells_every_part_apart()
    {
        string[] ids =
        [
            NotificationId.Of(new("captain", "o1"), new("e"), "rule", "channel", "stalled"),
            NotificationId.Of(new("captain", "o"), new("1e"), "rule", "channel", "stalled"),
            NotificationId.Of(new("captain", "o1"), new("e"), "rulec", "hannel", "stalled"),
            NotificationId.Of(new("captain", "o1"), new("e"), "rule", "channel", "headline:failed"),
        ];

        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(ids[0], NotificationId.Of(new("captain", "o1"), new("e"), "rule", "channel", "stalled"));
        Assert.All(ids, static id => Assert.Equal(36, id.Length));
    }
}
