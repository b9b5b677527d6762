using Azure.Data.Tables;
using BenchmarkDotNet.Attributes;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Tables;

namespace OrderRelay.Micro.Tables;

/// <summary>An order's rows to Table Storage's entities and back, beside the stored form that they carry.</summary>
public class EntityBenchmarks
{
    private readonly OrderState state = OrderProjection.Fold(SampleEvents.Events).State;
    private readonly EventRow row = new()
    {
        Event = SampleEvents.Events[^1],
        Arrival = new() { ReceivedAt = DateTimeOffset.UnixEpoch, ProjectedAt = DateTimeOffset.UnixEpoch, LastReceivedAt = DateTimeOffset.UnixEpoch },
        Raw = SampleEvents.Bodies[^1],
    };

    private TableEntity stateEntity = null!;

    [GlobalSetup]
    public void Prepare() => stateEntity = WriteState();

    [Benchmark(Baseline = true)]
    public byte[] StoredForm() => OrderJson.Write(state);

    [Benchmark]
    public TableEntity WriteState() => OrderRows.OfState(state, OrderJson.Write(state), null);

    [Benchmark]
    public OrderState ReadState() => OrderRows.ReadState(stateEntity);

    [Benchmark]
    public TableEntity WriteEvent() => OrderRows.OfEvent(row, OrderJson.Write(row.Event), null);
}
