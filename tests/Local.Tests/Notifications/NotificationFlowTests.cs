using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Notifications;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Tests.Hosting;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Notifications;

/// <summary>From a webhook over real Kestrel and SQLite to a channel of the test's own.</summary>
public sealed class NotificationFlowTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestChannel channel = new();

    [Fact]
    public async Task Delivered_order_is_told_and_shown()
    {
        await using var relay = await StartAsync();
        using var http = Client(relay);
        await PostAsync(http, "u1", 10, "in_progress");
        await PostAsync(http, "u2", 20, "completed");

        var message = await channel.Next();

        Assert.Equal("order.delivered", message.Type);
        var shown = Assert.Single((await ShownAsync(http, static entries => entries.All(static entry => (string?)entry!["status"] == "sent"))));
        Assert.Equal(message.Id, (string?)shown!["id"]);
        Assert.Equal(("headline:delivered", "told", "test"), ((string?)shown["change"], (string?)shown["rule"], (string?)shown["channel"]));
        Assert.Equal("HTTP 200", (string?)Assert.Single(shown["attempts"]!.AsArray())!["answer"]);
        var one = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/notifications/channels", UriKind.Relative)))!["channels"]![0]!;
        Assert.Equal(("test", "test://***", 0), ((string?)one["name"], (string?)one["target"], (int?)one["failures"]));
    }

    [Fact]
    public async Task Refused_one_goes_to_the_desk_and_its_replay_back_to_the_channel()
    {
        channel.Answer = new(ChannelStatus.Gone, "HTTP 410");
        await using var relay = await StartAsync();
        using var http = Client(relay);
        await PostAsync(http, "u2", 20, "completed");
        _ = await channel.Next();
        var letter = await UntilAsync(http, "/api/dead-letters?reason=receiver_refused", static answer => answer["deadLetters"]!.AsArray().FirstOrDefault());
        Assert.Equal(("notifications", "notification", "o1"), ((string?)letter["provider"], (string?)letter["eventName"], (string?)letter["orderId"]));

        channel.Answer = new(ChannelStatus.Delivered, "HTTP 200");
        using (var enabled = await http.PostAsync(new Uri("/api/notifications/channels/test/enable", UriKind.Relative), null))
        {
            Assert.Equal(200, (int)enabled.StatusCode);
        }

        using (var replayed = await http.PostAsync(new Uri($"/api/dead-letters/{letter["id"]}/replay", UriKind.Relative), null))
        {
            Assert.Equal(202, (int)replayed.StatusCode);
        }

        _ = await channel.Next();
        _ = await UntilAsync(http, "/api/dead-letters?status=resolved", static answer => answer["deadLetters"]!.AsArray().FirstOrDefault());
        Assert.Equal(2, Assert.Single(await ShownAsync(http, static entries => (string?)entries[0]!["status"] == "sent"))!["attempts"]!.AsArray().Count);
    }

    [Fact]
    public async Task Restart_goes_on_with_what_waits()
    {
        channel.Answer = new(ChannelStatus.Passing, "HTTP 503");
        await using (var relay = await StartAsync())
        {
            using var http = Client(relay);
            await PostAsync(http, "u2", 20, "completed");
            _ = await channel.Next();
        }

        channel.Answer = new(ChannelStatus.Delivered, "HTTP 200");
        await using var again = await StartAsync();
        _ = await channel.Next();
        using var client = Client(again);
        _ = await ShownAsync(client, static entries => (string?)entries[0]!["status"] == "sent");
    }

    [Fact]
    public async Task Unknown_channel_cannot_be_enabled()
    {
        await using var relay = await StartAsync();
        using var http = Client(relay);
        using var answer = await http.PostAsync(new Uri("/api/notifications/channels/nobody/enable", UriKind.Relative), null);
        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Mistakes_in_rules_and_channels_keep_it_from_starting_and_are_all_named()
    {
        var refused = await Assert.ThrowsAsync<StartupException>(() => StartAsync(
            ("Notifications:Rules:0:Channels:0", "nobody"),
            ("Notifications:Rules:0:On:0", "headline:gone"),
            ("Notifications:TimeZone", "Nowhere/Land")));

        Assert.Contains("rule told: Channels names nobody", refused.Message, StringComparison.Ordinal);
        Assert.Contains("rule told: On holds headline:gone", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Notifications:TimeZone names no time zone", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private Task<RelayHost> StartAsync(params (string Name, string Value)[] settings)
    {
        var all = RelayUnderTest.Credentials;
        all["Notifications:Rules:0:Name"] = "told";
        all["Notifications:Rules:0:On:0"] = "headline:delivered";
        all["Notifications:Rules:0:Channels:0"] = "test";
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return RelayHost.StartAsync(new()
        {
            Port = 0,
            DataFolder = folder.Path,
            Quiet = true,
            Settings = all,
            Services = services => services.AddSingleton<IChannelCatalog>(channel),
        }, default);
    }

    private static HttpClient Client(RelayHost relay) => new(new DocumentedAnswers(new SocketsHttpHandler())) { BaseAddress = relay.Url };

    private static async Task PostAsync(HttpClient http, string uuid, int minute, string status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/captain");
        request.Content = RelayUnderTest.Json(Encoding.UTF8.GetBytes($$"""
            {"data":{"order_uuid":"o1","order_status":"{{status}}"},"event_name":"order_status_updated","event_uuid":"{{uuid}}","created_at":"2026-03-01T10:{{minute}}:00Z"}
            """));
        request.Headers.Add("Auth-Token", RelayUnderTest.CaptainToken);
        using var answer = await http.SendAsync(request);
        Assert.Equal(202, (int)answer.StatusCode);
    }

    private static Task<JsonArray> ShownAsync(HttpClient http, Func<JsonArray, bool> done) => UntilAsync(
        http, "/api/notifications?provider=captain&orderId=o1", answer => answer["notifications"]!.AsArray() is { Count: > 0 } all && done(all) ? all : null);

    /// <summary>Asks again until it is so: settling is not announced. The bound is one that only a fault reaches.</summary>
    private static async Task<TNode> UntilAsync<TNode>(HttpClient http, string path, Func<JsonNode, TNode?> find)
        where TNode : JsonNode
    {
        var text = "";
        for (var asked = 0; asked < 3000; asked++)
        {
            text = await http.GetStringAsync(new Uri(path, UriKind.Relative));
            if (find(JsonNode.Parse(text)!) is { } found)
            {
                return found;
            }

            await Task.Delay(5);
        }

        throw new TimeoutException(text);
    }

    /// <summary>The one channel of a catalogue of its own.</summary>
    private sealed class TestChannel : INotificationChannel, IChannelCatalog
    {
        private readonly BlockingCollection<NotificationMessage> received = [];

        public string Name => "test";

        public string MaskedTarget => "test://***";

        public ChannelResult Answer { get; set; } = new(ChannelStatus.Delivered, "HTTP 200");

        public IReadOnlyCollection<string> Names => [Name];

        public INotificationChannel? Find(string name) => name == Name ? this : null;

        public ValueTask<ChannelResult> SendAsync(NotificationMessage message, CancellationToken cancellationToken)
        {
            received.Add(message, cancellationToken);
            return ValueTask.FromResult(Answer);
        }

        public Task<NotificationMessage> Next() => Task.Run(() => received.TryTake(out var message, TimeSpan.FromSeconds(60))
            ? message
            : throw new TimeoutException("nothing was sent"));
    }
}
