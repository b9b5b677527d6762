using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Orders;
using OrderRelay.Functions.Blobs;
using OrderRelay.Functions.Tests.Functions;
using OrderRelay.Functions.Tests.ServiceBus;

namespace OrderRelay.Functions.Tests.Capacity;

/// <summary>
/// Counts what an event asks of the services and holds <c>docs/capacity.md</c> to it. With <c>ORDERRELAY_APPROVE=1</c> the
/// document's table is written instead: look at the difference.
/// </summary>
public sealed class CapacityTests : IAsyncLifetime
{
    private const string Begin = "<!-- counts:begin -->\n";
    private const string End = "<!-- counts:end -->";

    private readonly CountingArchive archive = new();
    private RelayUnderTest relay = null!;

    public async Task InitializeAsync() => relay = await RelayUnderTest.CreateAsync(
        new Dictionary<string, string?>(RelayUnderTest.Tokens)
        {
            ["Notifications:Rules:0:Name"] = "delivered",
            ["Notifications:Rules:0:On:0"] = "headline:delivered",
            ["Notifications:Rules:0:Channels:0"] = "shop",
        },
        more: services => services
            .AddSingleton<IBodyArchive>(archive)
            .AddSingleton<IChannelCatalog>(new ScriptedChannels())
            .AddSingleton<INotificationRenderer, PlainRenderer>());

    public Task DisposeAsync() => relay.DisposeAsync().AsTask();

    [Fact]
    public async Task Documented_operations_per_event_are_those_that_are_made()
    {
        var unchanged = Body(5, "in_progress");
        EventCost[] costs =
        [
            await CostAsync("first event of an order", Body(2, "in_progress")),
            await CostAsync("in order, headline unchanged", unchanged),
            await CostAsync("in order, headline changed", Body(6, "auto_closed")),
            await CostAsync("delivered a second time", unchanged),
            await CostAsync("late, behind three events", Body(1, "in_progress")),
            await CostAsync("in order, and one notification", Body(7, "completed")),
            await CostAsync("in order, 300 KiB of body", Body(8, "completed", padding: 300 * 1024)),
            await CostAsync("not understood: to the desk", """{"event_name":"invented"}"""),
        ];

        var table = $"{EventCost.Head}\n{string.Join('\n', costs.Select(static cost => cost.Line()))}\n";
        var path = Path.Combine(RepositoryRoot.Folder, "docs", "capacity.md");
        var document = await File.ReadAllTextAsync(path);
        var begin = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = document.IndexOf(End, StringComparison.Ordinal);
        Assert.InRange(begin, Begin.Length, end);
        if (Environment.GetEnvironmentVariable("ORDERRELAY_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(path, document[..begin] + table + document[end..]);
            return;
        }

        Assert.Equal(table, document[begin..end]);
    }

    [Fact]
    public async Task Batch_of_one_order_costs_one_read_and_one_transaction()
    {
        foreach (var minute in Enumerable.Range(1, 10))
            Assert.Equal(202, (await relay.PostAsync("captain", Encoding.UTF8.GetBytes(Body(minute, "in_progress", order: "batch")), "token")).Status);

        relay.Storage.Requests.Reset();
        var steps = await relay.ProjectAsync([.. relay.Sent.Select(static message => Received.Of(message))]);

        Assert.Equal(10, steps.Count);
        Assert.Equal((1, 1), (relay.Storage.Requests.Count("GET", "orders"), relay.Storage.Requests.Count("POST $batch", "orders")));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(60)]
    public async Task Event_in_order_costs_the_same_behind_few_events_and_behind_many(int before)
    {
        for (var minute = 1; minute <= before; minute++)
        {
            await relay.PostAsync("captain", Encoding.UTF8.GetBytes(Body(minute, "in_progress", order: "long")), "token");
            await relay.ProjectAsync(Received.Of(relay.Sent[^1]));
        }

        await relay.PostAsync("captain", Encoding.UTF8.GetBytes(Body(before + 1, "in_progress", order: "long")), "token");
        relay.Storage.Requests.Reset();
        await relay.ProjectAsync(Received.Of(relay.Sent[^1]));

        Assert.Equal(["GET orders", "POST $batch orders"], relay.Storage.Requests.All.Select(NameWithoutNumber));
    }

    private static string NameWithoutNumber(string request) => string.Concat(request[..(request.LastIndexOf(' ') + 1)], "orders");

    private static string Body(int minute, string status, string order = "o-1", int padding = 0)
        => string.Create(CultureInfo.InvariantCulture, $$"""
           {"data":{"order_uuid":"{{order}}","order_status":"{{status}}","padding":"{{new string('x', padding)}}"},
            "event_name":"order_status_updated","event_uuid":"{{order}}-{{minute}}","created_at":"{{new DateTime(2026, 3, 1, 10, 0, 0).AddMinutes(minute):yyyy-MM-ddTHH:mm:ss}}Z"}
           """);

    /// <summary>Sends one webhook and carries all that follows from it to its end.</summary>
    private async Task<EventCost> CostAsync(string way, string body)
    {
        relay.Sent.Clear();
        relay.Notified.Clear();
        relay.Storage.Requests.Reset();
        var blobs = archive.Requests;
        Assert.Equal(202, (await relay.PostAsync("captain", Encoding.UTF8.GetBytes(body), "token")).Status);
        var settled = new List<string>();
        var message = Assert.Single(relay.Sent);
        settled.AddRange(await relay.ProjectAsync(Received.Of(message)));
        if (settled[0].StartsWith("dead ", StringComparison.Ordinal))
            settled.AddRange(await relay.CollectAsync(Received.Of(message, reason: settled[0][5..], description: "why")));

        foreach (var notification in relay.Notified.ToArray())
            settled.AddRange(await relay.NotifyAsync(Received.Of(notification)));

        var requests = relay.Storage.Requests.All;
        var reads = requests.Count(static request => request.StartsWith("GET", StringComparison.Ordinal));
        return new(way, relay.Sent.Count + relay.Notified.Count, settled.Count, settled.Count, reads, requests.Count - reads, archive.Requests - blobs);
    }

    private sealed class PlainRenderer : INotificationRenderer
    {
        public NotificationMessage Render(NotificationRequest request, OrderState state, DateTimeOffset now)
            => new() { Id = request.Id, Type = "order.delivered", Subject = "s", Text = "t", Html = "h", Json = "{}"u8.ToArray(), At = now };
    }
}
