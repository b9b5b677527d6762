using OrderRelay.Contracts;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class SqliteEventQueueContract : EventQueueContract
{
    protected override Task<Subject<QueueUnderTest>> CreateAsync(TimeProvider time)
    {
        var temporary = new TemporaryFolder();
        var folder = DataFolder.Open(temporary.Path);
        var queue = SqliteEventQueue.Open(folder, new(), time);
        return Task.FromResult(new Subject<QueueUnderTest>(new(queue, queue), () => OpenedAdapters.CloseAsync(queue, folder, temporary)));
    }
}

public sealed class SqliteOrderStoreContract : OrderStoreContract
{
    protected override Task<Subject<StoreUnderTest>> CreateAsync(TimeProvider time) => OpenedAdapters.OrderStoreAsync(10_000);
}

public sealed class SqliteOrderQueriesContract : OrderQueriesContract
{
    protected override Task<Subject<StoreUnderTest>> CreateAsync(TimeProvider time) => OpenedAdapters.OrderStoreAsync(10_000);
}

/// <summary>Every row is brought up to date behind every commit, which otherwise happens seconds later.</summary>
public sealed class SqliteOrderStoreOfWrittenRowsContract : OrderStoreContract
{
    protected override Task<Subject<StoreUnderTest>> CreateAsync(TimeProvider time) => OpenedAdapters.WrittenOrderStoreAsync();
}

/// <inheritdoc cref="SqliteOrderStoreOfWrittenRowsContract"/>
public sealed class SqliteOrderQueriesOfWrittenRowsContract : OrderQueriesContract
{
    protected override Task<Subject<StoreUnderTest>> CreateAsync(TimeProvider time) => OpenedAdapters.WrittenOrderStoreAsync();
}

public sealed class SqliteSilentOrdersContract : SilentOrdersContract
{
    protected override async Task<Subject<SilentOrdersUnderTest>> CreateAsync(TimeProvider time)
    {
        var opened = await OpenedAdapters.OrderStoreAsync(10_000);
        return new(new(opened.Adapter.Store, (ISilentOrders)opened.Adapter.Store), opened.Cleanup);
    }
}

/// <summary>Without a memory every load reads from disk.</summary>
public sealed class SqliteOrderStoreFromDiskContract : OrderStoreContract
{
    protected override Task<Subject<StoreUnderTest>> CreateAsync(TimeProvider time) => OpenedAdapters.OrderStoreAsync(0);
}

public sealed class SqliteDeadLetterStoreContract : DeadLetterStoreContract
{
    protected override Task<Subject<IDeadLetterStore>> CreateAsync(TimeProvider time) => OpenedAdapters.DeskAsync();
}

public sealed class SqliteDeadLetterExpiryContract : DeadLetterExpiryContract
{
    protected override async Task<Subject<(IDeadLetterStore Desk, IDeadLetterExpiry Expiry)>> CreateAsync(TimeProvider time)
    {
        var opened = await OpenedAdapters.DeskAsync();
        return new((opened.Adapter, (IDeadLetterExpiry)opened.Adapter), opened.Cleanup);
    }
}

public sealed class SqliteOrderExpiryContract : OrderExpiryContract
{
    protected override async Task<Subject<OrderExpiryUnderTest>> CreateAsync(TimeProvider time)
    {
        var opened = await OpenedAdapters.OrderStoreAsync(10_000);
        return new(new(opened.Adapter.Store, opened.Adapter.Queries, (IOrderExpiry)opened.Adapter.Store), opened.Cleanup);
    }
}

public sealed class SqliteNotificationLogContract : NotificationLogContract
{
    protected override Task<Subject<INotificationLog>> CreateAsync(TimeProvider time) => OpenedAdapters.NotificationLogAsync();
}

public sealed class SqliteNotificationExpiryContract : NotificationExpiryContract
{
    protected override async Task<Subject<(INotificationLog Log, INotificationExpiry Expiry)>> CreateAsync(TimeProvider time)
    {
        var opened = await OpenedAdapters.NotificationLogAsync();
        return new((opened.Adapter, (INotificationExpiry)opened.Adapter), opened.Cleanup);
    }
}

public sealed class SqliteOperationsContract : OperationsContract
{
    protected override Task<Subject<OperationsUnderTest>> CreateAsync()
    {
        var temporary = new TemporaryFolder();
        var folder = DataFolder.Open(temporary.Path);
        var store = SqliteOperationsStore.Open(folder);
        return Task.FromResult(new Subject<OperationsUnderTest>(new(store, store), () => OpenedAdapters.CloseAsync(store, folder, temporary)));
    }
}

internal static class OpenedAdapters
{
    public static Task<Subject<StoreUnderTest>> OrderStoreAsync(int remembered)
    {
        var temporary = new TemporaryFolder();
        var folder = DataFolder.Open(temporary.Path);
        var store = SqliteOrderStore.Open(folder, remembered);
        return Task.FromResult(new Subject<StoreUnderTest>(new(store, store), () => CloseAsync(store, folder, temporary)));
    }

    public static Task<Subject<StoreUnderTest>> WrittenOrderStoreAsync()
    {
        var temporary = new TemporaryFolder();
        var folder = DataFolder.Open(temporary.Path);
        var store = SqliteOrderStore.Open(folder, 0);
        return Task.FromResult(new Subject<StoreUnderTest>(new(new WrittenRows(store), store), () => CloseAsync(store, folder, temporary)));
    }

    public static Task<Subject<IDeadLetterStore>> DeskAsync()
    {
        var temporary = new TemporaryFolder();
        var folder = DataFolder.Open(temporary.Path);
        var desk = SqliteDeadLetterStore.Open(folder);
        return Task.FromResult(new Subject<IDeadLetterStore>(desk, () => CloseAsync(desk, folder, temporary)));
    }

    public static Task<Subject<INotificationLog>> NotificationLogAsync()
    {
        var temporary = new TemporaryFolder();
        var folder = DataFolder.Open(temporary.Path);
        var log = SqliteNotificationLog.Open(folder);
        return Task.FromResult(new Subject<INotificationLog>(log, () => CloseAsync(log, folder, temporary)));
    }

    public static async ValueTask CloseAsync(IAsyncDisposable adapter, DataFolder folder, TemporaryFolder temporary)
    {
        await adapter.DisposeAsync();
        folder.Dispose();
        temporary.Dispose();
    }
}
