using BenchmarkDotNet.Attributes;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Providers;

namespace OrderRelay.Micro;

/// <summary>What stands between a queued body and its commit.</summary>
public class ProjectBenchmarks
{
    private const int CallsUntilCompiled = 100_000;

    private readonly OrderEvent[] events = SampleEvents.Events;
    private readonly byte[] body = SampleEvents.Bodies[^1];
    private readonly OrderState begun = OrderProjection.Fold(SampleEvents.Events[..^1]).State;
    private readonly byte[] packed = PackedState.Write(OrderProjection.Fold(SampleEvents.Events[..^1]).State);
    private readonly byte[] stored = OrderJson.Write(OrderProjection.Fold(SampleEvents.Events).State);

    /// <summary>On two busy processors the code was compiled for good only after the first benchmark had been measured, at ten times what it costs.</summary>
    [GlobalSetup]
    public void Compile()
    {
        for (var call = 0; call < CallsUntilCompiled; call++)
            _ = InOrder() + InOrderAsJson() + WriteEvent().Length + PackEvent().Length + WriteState().Length + ReadState().Events + WriteRow() + FoldLate().Events;
    }

    /// <summary>The whole of it for one event that arrives in order, as the local host does it: take the order's state from memory, parse,
    /// map, fold, and make what is stored of the event and kept of the state. The state's row follows, once for several events.</summary>
    [Benchmark(Baseline = true)]
    public int InOrder()
    {
        var next = SampleEvents.Captain.Map(body).Event!;
        var (state, _) = OrderProjection.Step(PackedState.Read(packed), next);
        return PackedEvent.Written(next).Length + PackedState.Write(state).Length;
    }

    /// <summary>The same as the functions do it, for Table Storage, without reading the state.</summary>
    [Benchmark]
    public int InOrderAsJson()
    {
        var next = SampleEvents.Captain.Map(body).Event!;
        var (state, _) = OrderProjection.Step(begun, next);
        return OrderJson.Write(next).Length + OrderJson.Write(state).Length;
    }

    [Benchmark]
    public MappedEvent ParseAndMap() => SampleEvents.Captain.Map(body);

    [Benchmark]
    public OrderState FoldInOrder() => OrderProjection.Step(begun, events[^1]).State;

    /// <summary>An event that arrived late folds the order's own rows again; here four.</summary>
    [Benchmark]
    public OrderState FoldLate() => OrderProjection.Fold(events).State;

    [Benchmark]
    public byte[] PackEvent() => PackedEvent.Write(events[^1]);

    [Benchmark]
    public int WriteRow() => PackedRow.Of(packed).Json.Length;

    [Benchmark]
    public byte[] WriteEvent() => OrderJson.Write(events[^1]);

    [Benchmark]
    public byte[] WriteState() => OrderJson.Write(begun);

    [Benchmark]
    public OrderState ReadState() => OrderJson.ReadState(stored);
}
