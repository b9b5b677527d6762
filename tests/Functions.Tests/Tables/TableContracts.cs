using OrderRelay.Contracts;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Tables;
using OrderRelay.Functions.Tests.Storage;

namespace OrderRelay.Functions.Tests.Tables;

public sealed class TableOrderStoreContract : OrderStoreContract
{
    protected override async Task<Subject<StoreUnderTest>> CreateAsync(TimeProvider time) => new(await StoreAsync());

    internal static async Task<StoreUnderTest> StoreAsync()
    {
        var storage = await TestStorage.CreateAsync();
        return new(storage.Orders, storage.Queries);
    }
}

public sealed class TableOrderQueriesContract : OrderQueriesContract
{
    protected override async Task<Subject<StoreUnderTest>> CreateAsync(TimeProvider time) => new(await TableOrderStoreContract.StoreAsync());
}

public sealed class TableSilentOrdersContract : SilentOrdersContract
{
    protected override async Task<Subject<SilentOrdersUnderTest>> CreateAsync(TimeProvider time)
    {
        var storage = await TestStorage.CreateAsync();
        return new(new(storage.Orders, new TableSilentOrders(storage.Tables, storage.Orders)));
    }
}

public sealed class TableDeadLetterStoreContract : DeadLetterStoreContract
{
    protected override async Task<Subject<IDeadLetterStore>> CreateAsync(TimeProvider time) => new((await TestStorage.CreateAsync()).DeadLetters);
}

public sealed class TableNotificationLogContract : NotificationLogContract
{
    protected override async Task<Subject<INotificationLog>> CreateAsync(TimeProvider time) => new((await TestStorage.CreateAsync()).Notifications);
}

public sealed class TableOrderExpiryContract : OrderExpiryContract
{
    protected override async Task<Subject<OrderExpiryUnderTest>> CreateAsync(TimeProvider time)
    {
        var storage = await TestStorage.CreateAsync();
        return new(new(storage.Orders, storage.Queries, new TableOrderExpiry(storage.Tables, storage.Archive)));
    }
}

public sealed class TableDeadLetterExpiryContract : DeadLetterExpiryContract
{
    protected override async Task<Subject<(IDeadLetterStore Desk, IDeadLetterExpiry Expiry)>> CreateAsync(TimeProvider time)
    {
        var storage = await TestStorage.CreateAsync();
        return new((storage.DeadLetters, new TableDeadLetterExpiry(storage.Tables, storage.Archive)));
    }
}

public sealed class TableNotificationExpiryContract : NotificationExpiryContract
{
    protected override async Task<Subject<(INotificationLog Log, INotificationExpiry Expiry)>> CreateAsync(TimeProvider time)
    {
        var storage = await TestStorage.CreateAsync();
        return new((storage.Notifications, new TableNotificationExpiry(storage.Tables)));
    }
}

public sealed class TableOperationsContract : OperationsContract
{
    protected override async Task<Subject<OperationsUnderTest>> CreateAsync()
    {
        var storage = await TestStorage.CreateAsync();
        return new(new OperationsUnderTest(storage.Jobs, storage.Audit));
    }
}
