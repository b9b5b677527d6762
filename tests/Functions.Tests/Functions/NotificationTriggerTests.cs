using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Contracts;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Functions.Tests.ServiceBus;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>A change's way over the second queue to a channel, through the triggers and real tables.</summary>
public sealed class NotificationTriggerTests : IAsyncLifetime
{
    private readonly ScriptedChannels channels = new();
    private readonly FakeTime time = new();
    private RelayUnderTest relay = null!;

    public async Task InitializeAsync() => relay = await RelayUnderTest.CreateAsync(
        new Dictionary<string, string?>(RelayUnderTest.Tokens)
        {
            ["Notifications:Rules:0:Name"] = "delivered",
            ["Notifications:Rules:0:On:0"] = "headline:delivered",
            ["Notifications:Rules:0:Channels:0"] = "shop",
        },
        time,
        services => services.AddSingleton<IChannelCatalog>(channels).AddSingleton<INotificationRenderer, PlainRenderer>());

    public Task DisposeAsync() => relay.DisposeAsync().AsTask();

    [Fact]
    public async Task Change_that_a_rule_asks_for_is_requested_sent_and_noted()
    {
        var request = await RequestedAsync();

        Assert.Equal(["complete"], await relay.NotifyAsync(Received.Of(request)));

        _ = Assert.Single(channels.Sent);
        var entry = Assert.Single((await relay.Storage.Notifications.ListAsync("captain", null, null, 10, default)).Entries);
        Assert.Equal(("sent", "HTTP 200"), (entry.Status, Assert.Single(entry.Attempts).Answer));
    }

    [Fact]
    public async Task Notification_delivered_again_after_it_was_sent_is_sent_once()
    {
        var request = await RequestedAsync();
        await relay.NotifyAsync(Received.Of(request));

        Assert.Equal(["complete"], await relay.NotifyAsync(Received.Of(request, deliveryCount: 2)));

        _ = Assert.Single(channels.Sent);
    }

    [Fact]
    public async Task Receiver_that_is_away_puts_the_message_off_on_its_own_queue()
    {
        channels.Answer = new(ChannelStatus.Passing, "HTTP 503");
        var request = await RequestedAsync();
        relay.Sent.Clear();
        relay.Notified.Clear();

        Assert.Equal(["complete"], await relay.NotifyAsync(Received.Of(request)));

        Assert.Empty(relay.Sent);
        var copy = Assert.Single(relay.Notified);
        Assert.True(copy.ScheduledEnqueueTime > time.GetUtcNow());
        Assert.Equal(["complete"], await relay.NotifyAsync(Received.Of(copy)));
        Assert.Equal(2, channels.Sent.Count);
    }

    [Fact]
    public async Task Receiver_that_refuses_leaves_a_letter_that_a_replay_sends_to_its_own_queue()
    {
        channels.Answer = new(ChannelStatus.Refused, "HTTP 400");
        var request = await RequestedAsync();
        Assert.Equal(["dead receiver_refused"], await relay.NotifyAsync(Received.Of(request)));
        Assert.Equal(["complete"], await relay.CollectNotificationAsync(Received.Of(request, reason: "receiver_refused", description: "why")));
        var letter = Assert.Single((await relay.Storage.DeadLetters.ListAsync(new(), null, 10, default)).Letters);
        relay.Sent.Clear();
        relay.Notified.Clear();

        Assert.Equal(DeskResult.Done, await relay.Service<DeadLetterDesk>().ReplayAsync(letter.Id, withoutNotifications: false, default));
        channels.Answer = new(ChannelStatus.Delivered, "HTTP 200");
        Assert.Equal(["complete"], await relay.NotifyAsync(Received.Of(Assert.Single(relay.Notified))));

        Assert.Empty(relay.Sent);
        Assert.Equal(DeadLetterStatus.Resolved, (await relay.Storage.DeadLetters.GetAsync(letter.Id, default))!.Status);
    }

    [Fact]
    public async Task Message_that_is_no_request_is_dead_lettered()
        => Assert.Equal(["dead invalid_field"], await relay.NotifyAsync(Received.Of(new ServiceBusMessage("junk") { MessageId = "m" })));

    [Fact]
    public async Task Request_whose_blob_is_gone_is_dead_lettered()
    {
        var message = new ServiceBusMessage { MessageId = "m" };
        message.ApplicationProperties["claim"] = "notifications/none/gone";

        Assert.Equal(["dead unexpected"], await relay.NotifyAsync(Received.Of(message)));
    }

    private async Task<ServiceBusMessage> RequestedAsync()
    {
        var body = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "captain", "order_status_updated.completed.json"));
        Assert.Equal(202, (await relay.PostAsync("captain", body, "token")).Status);
        Assert.Equal(["complete"], await relay.ProjectAsync(Received.Of(Assert.Single(relay.Sent))));
        return Assert.Single(relay.Notified);
    }

    private sealed class PlainRenderer : INotificationRenderer
    {
        public NotificationMessage Render(NotificationRequest request, OrderState state, DateTimeOffset now)
            => new() { Id = request.Id, Type = "order.delivered", Subject = "s", Text = "t", Html = "h", Json = "{}"u8.ToArray(), At = now };
    }
}
