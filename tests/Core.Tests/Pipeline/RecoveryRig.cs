using System.Text;
using OrderRelay.Contracts;
using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>The desk with everything around it, over adapters in memory.</summary>
internal sealed class RecoveryRig : IDisposable
{
    private readonly RelayTelemetry telemetry;
    private readonly ProviderCatalog providers;

    public RecoveryRig(ProviderCatalog? catalog = null)
    {
        providers = catalog ?? ProviderCatalog.Default;
        telemetry = new(Time);
        Queue = new(Time);
        Desk = new(Letters, Queue, providers, Time);
        var audit = new AuditTrail(Operations, Time, new Random(1));
        Jobs = new(Operations, Letters, Orders, Time, new Random(2));
        Replays = new(Operations, Letters, Desk, audit, Time);
        Reprojection = new(Orders, providers);
        Reprojects = new(Operations, Orders, Reprojection, audit, Time);
        Preview = new(Letters, Orders, providers, Time);
    }

    public FakeTime Time { get; } = new();

    public InMemoryDeadLetterStore Letters { get; } = new();

    public InMemoryOrderStore Orders { get; } = new();

    public InMemoryOperations Operations { get; } = new();

    public InMemoryEventQueue Queue { get; }

    public DeadLetterDesk Desk { get; }

    public JobDesk Jobs { get; }

    public ReplayRunner Replays { get; }

    public ReprojectRunner Reprojects { get; }

    public Reprojection Reprojection { get; }

    public ReplayPreview Preview { get; }

    /// <summary>A letter whose body is given, as the collector puts it on the desk.</summary>
    public async Task<string> GivenLetterAsync(string body, DeadLetterReason reason = DeadLetterReason.InvalidField)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        var bytes = Encoding.UTF8.GetBytes(body);
        var letter = new DeadLetter
        {
            Id = Time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss", System.Globalization.CultureInfo.InvariantCulture) + "-letter",
            Status = DeadLetterStatus.Open,
            Reason = reason,
            Text = "text",
            Provider = "captain",
            EventName = "order_status_updated",
            EventId = "e",
            ReceivedAt = Time.GetUtcNow(),
            DeadAt = Time.GetUtcNow(),
            Body = bytes,
            BodyBytes = bytes.Length,
        };
        await Letters.AddAsync(letter, default);
        return letter.Id;
    }

    public async Task<DeadLetter> LetterAsync(string id) => (await Letters.GetAsync(id, default))!;

    /// <summary>Projects what is queued and collects what fails, until nothing is left.</summary>
    public async Task DrainAsync()
    {
        using var report = new ProjectionRig(providers);
        var sequel = new ProjectionSequel(new(new NotificationRules([]), new MemoryQueue(), new InMemoryNotificationLog()), Letters, Time);
        var project = new ProjectOrder(providers, Orders, sequel, report.Report, Time);
        var collect = new CollectDeadLetter(providers, Orders, Letters, sequel, telemetry);
        while ((await Queue.GetDepthAsync(default))!.Active > 0)
        {
            var messages = await Queue.ReceiveAsync(100, default);
            var outcomes = await project.HandleAsync([.. messages.Select(static message => new ProjectionItem(message.Message, message.DeliveryCount))], default);
            await Queue.SettleAsync([.. messages.Zip(outcomes, static (message, outcome) => new Settlement(message, outcome))], default);
        }

        foreach (var dead in await Queue.PeekDeadAsync(100, default))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await collect.HandleAsync(dead with { DeadAt = Time.GetUtcNow() }, default);
            await Queue.RemoveDeadAsync([dead.SequenceNumber], default);
        }
    }

    public async Task<RelayJob> JobAsync(string id) => (await Operations.GetAsync(id, default))!;

    public void Dispose()
    {
        Queue.Dispose();
        telemetry.Dispose();
    }
}
