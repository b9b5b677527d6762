using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Notifications.Rendering;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Tests.Pipeline;

namespace OrderRelay.Core.Tests.Notifications;

/// <summary>From a webhook's message to the receiver of a notification, over stores in memory that outlive the process.</summary>
internal sealed class NotificationRig : IChannelCatalog, INotificationRenderer, IDisposable
{
    private readonly RequestNotifications requests;
    private SendNotification send = null!;

    public NotificationRig(params NotificationRule[] rules)
        : this(new NotificationRules(rules))
    {
    }

    public NotificationRig(NotificationRules rules)
    {
        Rules = rules;
        Log = new(() => Steps);
        Queue = new(new Later(this), () => Steps);
        requests = new(rules, Queue, Log);
        Projection = new(notifications: requests);
        Projection.Orders.AfterCommit = () => Steps.Take("committed");
        foreach (var name in rules.All.SelectMany(static rule => rule.Channels).Distinct())
        {
            Channels[name] = new(name);
        }

        Restart();
    }

    public NotificationRules Rules { get; set; }

    public Steps Steps { get; private set; } = new();

    public ProjectionRig Projection { get; }

    public SteppingLog Log { get; }

    public WaitingMessages Queue { get; }

    public Dictionary<string, FakeChannel> Channels { get; } = [];

    public FakeChannel Channel => Channels.Values.First();

    public StoreTimeZones Zones { get; set; } = new(new ConfigurationBuilder().Build());

    public StallPolicy Stall { get; set; } = new(StallPolicy.DefaultAfter);

    public Func<NotificationRequest, string> Words { get; set; } = static request => request.Change;

    public IReadOnlyCollection<string> Names => Channels.Keys;

    public EagerTime Time => Projection.Time;

    /// <summary>The first rule of a test: everything about headlines, to one channel.</summary>
    public static NotificationRule Rule(string on = "headline:*", string name = "all", string channel = "shop")
        => new() { Name = name, On = [on], Channels = [channel] };

    /// <summary>A new process over what the old one left.</summary>
    /// <param name="dieAt">The step at which this one dies; null for never.</param>
    public void Restart(int? dieAt = null)
    {
        Steps.Dispose();
        Steps = new Steps().DyingAt(dieAt);
        send = new(
            Projection.Orders, Log, new(Rules, this, Log, Stall, Zones), new(Log, this, Projection.Telemetry, Time, NullLogger<NotificationDelivery>.Instance),
            new(Log, Projection.Desk, Time, new Random(7), NullLogger<NotificationSettling>.Instance));
    }

    public async Task<IReadOnlyList<Outcome>> ProjectAsync(params QueueMessage[] messages)
        => await Projection.HandleAsync([.. messages.Select(static message => new ProjectionItem(message, 1))], Steps.Token);

    public async Task GivenAsync(string uuid, int minute, string status)
        => Assert.IsType<Outcome.Completed>(Assert.Single(await ProjectAsync(Event(uuid, minute, status))));

    public QueueMessage Event(string uuid, int minute, string status) => Projection.Received(ProjectionRig.Captain(uuid, minute, status));

    public Task<List<Outcome>> DeliverAsync() => Queue.DeliverAsync(message => send.HandleAsync(message, Steps.Token));

    public ValueTask<Outcome> HandleAsync(QueueMessage message) => send.HandleAsync(message, Steps.Token);

    /// <summary>Delivers until nothing waits, moving the clock on to each due time; a bound that only a fault reaches.</summary>
    public async Task DeliverAllAsync()
    {
        for (var round = 0; Queue.Waiting.Count > 0; round++)
        {
            Assert.True(round < 1000, "a message never came to an end");
            var due = Queue.Waiting.Min(static waiting => waiting.Due);
            if (due > Time.GetUtcNow())
            {
                Time.Advance(due - Time.GetUtcNow());
            }

            _ = await DeliverAsync();
        }
    }

    /// <summary>The entries of the rig's order, oldest first, as <c>change status</c>.</summary>
    public async Task<string[]> EntriesAsync()
        => [.. (await AllAsync()).Select(static entry => $"{entry.Change} {entry.Status}")];

    public async Task<NotificationEntry[]> AllAsync()
        => [.. (await Log.ListAsync(null, null, null, 1000, default)).Entries.OrderBy(static entry => entry.RequestedAt)];

    public INotificationChannel? Find(string name) => Channels.GetValueOrDefault(name);

    public NotificationMessage Render(NotificationRequest request, OrderState state, DateTimeOffset now) => new()
    {
        Id = request.Id,
        Type = "order." + request.Change,
        Subject = Words(request),
        Text = Words(request),
        Html = Words(request),
        Json = "{}"u8.ToArray(),
        At = now,
    };

    public void Dispose()
    {
        Steps.Dispose();
        Projection.Dispose();
    }

    /// <summary>The projection's clock, which is made after the queue that reads it.</summary>
    private sealed class Later(NotificationRig rig) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => rig.Projection.Time.GetUtcNow();
    }
}
