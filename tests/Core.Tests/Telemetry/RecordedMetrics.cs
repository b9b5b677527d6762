using System.Diagnostics.Metrics;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Tests.Telemetry;

/// <summary>What one relay measured while this was alive; other relays of the process are not heard.</summary>
internal sealed class RecordedMetrics : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, long> counters = new(StringComparer.Ordinal);
    private readonly SortedSet<string> histograms = new(StringComparer.Ordinal);

    public RecordedMetrics(RelayTelemetry telemetry)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, telemetry))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (gate)
            {
                var line = $"{instrument.Name} {string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"))}";
                counters[line] = counters.GetValueOrDefault(line) + value;
            }
        });
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) =>
        {
            lock (gate)
            {
                _ = histograms.Add(instrument.Name);
            }
        });
        listener.Start();
    }

    /// <summary>Name, tags and sum of each counter, sorted.</summary>
    public string[] Counters => [.. counters.Select(static pair => $"{pair.Key} {pair.Value}")];

    public string[] Histograms => [.. histograms];

    public void Dispose() => listener.Dispose();
}
