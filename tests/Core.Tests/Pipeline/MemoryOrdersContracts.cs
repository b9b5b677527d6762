using OrderRelay.Contracts;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>The fake holds the store's own promise, so that what is tested on it means something.</summary>
public sealed class MemorySilentOrdersContract : SilentOrdersContract
{
    protected override Task<Subject<SilentOrdersUnderTest>> CreateAsync(TimeProvider time)
    {
        var orders = new MemoryOrders();
        return Task.FromResult(new Subject<SilentOrdersUnderTest>(new(orders, orders)));
    }
}
