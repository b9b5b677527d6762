using OrderRelay.Contracts;
using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Tests.Ports;

public sealed class InMemoryEventQueueContract : EventQueueContract
{
    protected override Task<Subject<QueueUnderTest>> CreateAsync(TimeProvider time)
    {
        var queue = new InMemoryEventQueue(time);
        return Task.FromResult(new Subject<QueueUnderTest>(new(queue, queue), () =>
        {
            queue.Dispose();
            return ValueTask.CompletedTask;
        }));
    }
}

public sealed class InMemoryOrderStoreContract : OrderStoreContract
{
    protected override Task<Subject<StoreUnderTest>> CreateAsync(TimeProvider time) => InMemoryAdapters.OrderStoreAsync();
}

public sealed class InMemoryOrderQueriesContract : OrderQueriesContract
{
    protected override Task<Subject<StoreUnderTest>> CreateAsync(TimeProvider time) => InMemoryAdapters.OrderStoreAsync();
}

public sealed class InMemoryDeadLetterStoreContract : DeadLetterStoreContract
{
    protected override Task<Subject<IDeadLetterStore>> CreateAsync(TimeProvider time)
        => Task.FromResult(new Subject<IDeadLetterStore>(new InMemoryDeadLetterStore()));
}

public sealed class InMemoryNotificationLogContract : NotificationLogContract
{
    protected override Task<Subject<INotificationLog>> CreateAsync(TimeProvider time)
        => Task.FromResult(new Subject<INotificationLog>(new InMemoryNotificationLog()));
}

public sealed class InMemoryOrderExpiryContract : OrderExpiryContract
{
    protected override Task<Subject<OrderExpiryUnderTest>> CreateAsync(TimeProvider time)
    {
        var store = new InMemoryOrderStore();
        return Task.FromResult(new Subject<OrderExpiryUnderTest>(new(store, store, store)));
    }
}

public sealed class InMemoryDeadLetterExpiryContract : DeadLetterExpiryContract
{
    protected override Task<Subject<(IDeadLetterStore Desk, IDeadLetterExpiry Expiry)>> CreateAsync(TimeProvider time)
    {
        var desk = new InMemoryDeadLetterStore();
        return Task.FromResult(new Subject<(IDeadLetterStore, IDeadLetterExpiry)>((desk, desk)));
    }
}

public sealed class InMemoryNotificationExpiryContract : NotificationExpiryContract
{
    protected override Task<Subject<(INotificationLog Log, INotificationExpiry Expiry)>> CreateAsync(TimeProvider time)
    {
        var log = new InMemoryNotificationLog();
        return Task.FromResult(new Subject<(INotificationLog, INotificationExpiry)>((log, log)));
    }
}

public sealed class InMemoryOperationsContract : OperationsContract
{
    protected override Task<Subject<OperationsUnderTest>> CreateAsync()
    {
        var operations = new InMemoryOperations();
        return Task.FromResult(new Subject<OperationsUnderTest>(new(operations, operations)));
    }
}

internal static class InMemoryAdapters
{
    public static Task<Subject<StoreUnderTest>> OrderStoreAsync()
    {
        var store = new InMemoryOrderStore();
        return Task.FromResult(new Subject<StoreUnderTest>(new(store, store)));
    }
}
