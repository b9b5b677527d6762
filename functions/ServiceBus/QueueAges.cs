using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Azure.Messaging.ServiceBus;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>How long each queue's oldest message has waited, as <c>orderrelay.queue.age</c>. The broker publishes no such metric.</summary>
public sealed class QueueAges : IDisposable
{
    private readonly Meter meter = new(RelayTelemetry.Name);
    private readonly ConcurrentDictionary<string, double> ages = new();
    private readonly ServiceBusClient client;
    private readonly TimeProvider time;

    public QueueAges(ServiceBusClient client, TimeProvider time)
    {
        this.client = client;
        this.time = time;
        meter.CreateObservableGauge(
            "orderrelay.queue.age",
            () => ages.Select(static age => new Measurement<double>(age.Value, new KeyValuePair<string, object?>("queue", age.Key))),
            "s",
            "Age of the oldest message that is due.");
    }

    /// <summary>Seconds by queue, as last observed.</summary>
    public IReadOnlyDictionary<string, double> Seconds => ages;

    public async Task ObserveAsync(string queue, CancellationToken cancellationToken)
    {
        await using var receiver = client.CreateReceiver(queue);
        var oldest = await receiver.PeekMessageAsync(cancellationToken: cancellationToken);
        ages[queue] = oldest is { State: ServiceBusMessageState.Active } ? Math.Max(0, (time.GetUtcNow() - oldest.EnqueuedTime).TotalSeconds) : 0;
    }

    public void Dispose() => meter.Dispose();
}
