using System.Globalization;
using System.Text;
using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Providers;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>The projection over stores in memory.</summary>
internal sealed class ProjectionRig : IDisposable
{
    public static readonly OrderKey Order = new("captain", "o1");

    private readonly ProjectOrder project;

    /// <param name="providers">The built-in ones when null.</param>
    /// <param name="seed">Of all that is random.</param>
    /// <param name="notifications">Nobody is told of anything when null.</param>
    public ProjectionRig(ProviderCatalog? providers = null, int seed = 1, RequestNotifications? notifications = null)
    {
        notifications ??= new(new NotificationRules([]), new MemoryQueue(), new InMemoryNotificationLog());
        Telemetry = new(Time);
        Report = new(Telemetry, Feed, Log, new Random(seed));
        project = new(providers ?? ProviderCatalog.Default, Orders, new(notifications, Desk, Time), Report, Time);
    }

    public EagerTime Time { get; } = new();

    public MemoryOrders Orders { get; } = new();

    public MemoryDesk Desk { get; } = new();

    public RelayTelemetry Telemetry { get; }

    public ProjectionFeed Feed { get; } = new();

    public ProjectionReport Report { get; }

    public CapturingLogger<ProjectOrder> Log { get; } = new();

    public ValueTask<IReadOnlyList<Outcome>> ProjectAsync(params QueueMessage[] messages)
        => HandleAsync([.. messages.Select(static message => new ProjectionItem(message, 1))]);

    public ValueTask<IReadOnlyList<Outcome>> HandleAsync(IReadOnlyList<ProjectionItem> batch, CancellationToken cancellationToken = default)
        => project.HandleAsync(batch, cancellationToken);

    /// <summary>Projects messages one by one, each of which has to be completed.</summary>
    public async Task GivenAsync(params QueueMessage[] messages)
    {
        foreach (var message in messages)
        {
            Assert.IsType<Outcome.Completed>(Assert.Single(await ProjectAsync(message)));
        }
    }

    /// <summary>A message as the receiver makes it, received a second after the one before.</summary>
    public QueueMessage Received(string body, string provider = "captain")
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        var bytes = Encoding.UTF8.GetBytes(body);
        var scan = ProviderCatalog.Default.Find(provider)?.Scan(bytes) ?? new() { Status = ScanStatus.Unrecognised, Identity = new("x") };
        return new()
        {
            MessageId = MessageIds.Of(provider, scan.Identity, bytes),
            Provider = provider,
            Subject = scan.EventName ?? "unrecognised",
            Identity = scan.Identity,
            OrderId = scan.OrderId,
            ReceivedAt = Time.GetUtcNow(),
            Body = bytes,
        };
    }

    /// <summary>A Captain.AI body about a delivery.</summary>
    public static string Captain(string uuid, int minute, string status, string order = "o1", int attempt = 1, string recipient = "Ana Souza")
        => string.Create(CultureInfo.InvariantCulture, $$"""
           {"data":{"order_uuid":"{{order}}","order_status":"{{status}}","recipient":{"name":"{{recipient}}"} },
            "event_name":"order_status_updated","event_uuid":"{{uuid}}","created_at":"2026-03-01T10:{{minute:D2}}:00Z",
            "metadata":{"delivery_attempt":{{attempt}} } }
           """);

    /// <summary>An Abbiamo body.</summary>
    public static string Abbiamo(int minute, string status, string order = "a1")
        => string.Create(CultureInfo.InvariantCulture, $$"""
           {"event_type":"ORDER_STATUS_CHANGE","order_id":"{{order}}","status":"{{status}}","event_at":"2026-03-01T10:{{minute:D2}}:00Z",
            "customer_name":"Ana Souza"}
           """);

    public void Dispose() => Telemetry.Dispose();
}
