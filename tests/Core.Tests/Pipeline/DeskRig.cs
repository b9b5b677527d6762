using System.Text;
using OrderRelay.Contracts;
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
        Collect = new(Letters, Telemetry);
    }

    public EagerTime Time { get; } = new();

    public MemoryDesk Letters { get; } = new();

    public MemoryQueue Queue { get; } = new();

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

    public void Dispose() => Telemetry.Dispose();
}
