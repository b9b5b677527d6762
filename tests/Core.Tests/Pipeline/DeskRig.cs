using System.Text;
using OrderRelay.Contracts;
using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>The desk over a queue and letters in memory.</summary>
internal sealed class DeskRig : IDisposable
{
    public const string Id = "20260301T120000-a";

    public DeskRig()
    {
        Telemetry = new(Time);
        Desk = new(Letters, Queue, ProviderCatalog.Default, Time);
        var rules = new NotificationRules([new() { Name = "headlines", On = ["headline:*"], Channels = ["shop"] }]);
        Collect = new(ProviderCatalog.Default, Orders, Letters, new(new(rules, Requests, new InMemoryNotificationLog()), Letters, Time), Telemetry);
    }

    public EagerTime Time { get; } = new();

    public MemoryDesk Letters { get; } = new();

    public MemoryQueue Queue { get; } = new();

    /// <summary>Requests for notifications.</summary>
    public MemoryQueue Requests { get; } = new();

    public MemoryOrders Orders { get; } = new();

    public RelayTelemetry Telemetry { get; }

    public DeadLetterDesk Desk { get; }

    public CollectDeadLetter Collect { get; }

    public DeadLetter Letter => Letters[Id];

    /// <summary>An open letter with a body that can be replayed.</summary>
    public void GivenLetter(DeadLetterStatus status = DeadLetterStatus.Open, string? body = null, string provider = "captain")
    {
        var bytes = Encoding.UTF8.GetBytes(body ?? ProjectionRig.Captain("u1", 10, "in_progress"));
        Letters[Id] = Samples.Letter(Id) with { Status = status, Provider = provider, Body = bytes, BodyBytes = bytes.Length };
    }

    public static DeadMessage Dead(QueueMessage message, DeadLetterReason reason = DeadLetterReason.NoOrder, int deliveries = 1)
        => new(7, deliveries, message.ReceivedAt, message.ReceivedAt.AddMinutes(1), reason, "data.order_uuid is missing", message);

    public static QueueMessage Message(string id = "m1") => Samples.Message(id) with { Identity = new EventIdentity("e1"), OrderId = "o1", TraceParent = "trace" };

    /// <summary>A message as the receiver would enqueue this body of Captain's.</summary>
    public static QueueMessage Received(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var scan = ProviderCatalog.Default.Find("captain")!.Scan(bytes);
        return Message() with { Provider = "captain", Identity = scan.Identity, OrderId = scan.OrderId, Subject = scan.EventName!, Body = bytes };
    }

    /// <summary>The message's event is in its order's timeline already.</summary>
    public async Task GivenProjectedAsync(QueueMessage message)
    {
        var @event = ProviderCatalog.Default.Find(message.Provider)!.Map(message.Body).Event!;
        var state = OrderProjection.Fold([@event]).State;
        var arrival = new Arrival
        {
            ReceivedAt = message.ReceivedAt,
            ProjectedAt = message.ReceivedAt,
            LastReceivedAt = message.ReceivedAt,
            HeadlineAfter = state.Headline,
        };
        var change = new OrderChange
        {
            State = state,
            ExpectedVersion = null,
            Insert = [new() { Event = @event, Arrival = arrival, Raw = message.Body }],
        };
        Assert.Equal([CommitResult.Committed], await Orders.CommitAsync([change], default));
    }

    public void Dispose() => Telemetry.Dispose();
}
