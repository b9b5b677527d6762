using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Tests.Storage;
using static OrderRelay.Functions.Tests.Tables.Given;

namespace OrderRelay.Functions.Tests.Tables;

public sealed class TableOrderStoreTests
{
    [Fact]
    public async Task Event_in_order_costs_one_read_and_one_transaction()
    {
        var storage = await TestStorage.CreateAsync();
        var key = Key();
        await storage.Orders.CommitOneAsync(Change(null, Row(Event(key, 1, DeliveryStatus.PickedUp))));
        storage.Requests.Reset();

        var stored = await storage.Orders.LoadOneAsync(key);
        var result = await storage.Orders.CommitOneAsync(Change(stored, Row(Event(key, 2, DeliveryStatus.PickedUp))));

        Assert.Equal(CommitResult.Committed, result);
        Assert.Equal(["GET", "POST $batch"], storage.Requests.All.Select(static request => request[..request.LastIndexOf(' ')]));
        Assert.All(storage.Requests.All, static request => Assert.EndsWith("orders", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_headline_adds_one_write_to_the_index()
    {
        var storage = await TestStorage.CreateAsync();
        var key = Key();
        await storage.Orders.CommitOneAsync(Change(null, Row(Event(key, 1, DeliveryStatus.PickedUp))));
        storage.Requests.Reset();

        var stored = await storage.Orders.LoadOneAsync(key);
        await storage.Orders.CommitOneAsync(Change(stored, Row(Event(key, 2, DeliveryStatus.Delivered))));

        Assert.Equal(1, storage.Requests.Count("GET", "orders"));
        Assert.Equal(1, storage.Requests.Count("POST $batch", "orders"));
        Assert.Equal(1, storage.Requests.Count("PUT", "index"));
        Assert.Equal(3, storage.Requests.All.Count);
    }

    [Fact]
    public async Task Stale_version_is_a_conflict_and_changes_nothing()
    {
        var storage = await TestStorage.CreateAsync();
        await storage.Orders.CommitOneAsync(Change(null, Row(Event(Key(), 1))));
        var stale = await storage.Orders.LoadOneAsync(Key());
        await storage.Orders.CommitOneAsync(Change(stale, Row(Event(Key(), 2))));

        Assert.Equal(CommitResult.VersionConflict, await storage.Orders.CommitOneAsync(Change(stale, Row(Event(Key(), 3)))));
        Assert.Equal(CommitResult.VersionConflict, await storage.Orders.CommitOneAsync(Change(null, Row(Event(Key(), 4)))));
        Assert.Equal(CommitResult.VersionConflict, await storage.Orders.CommitOneAsync(Change(stale, Row(Event(Key(), 5))) with { ExpectedVersion = "no version" }));
        Assert.Equal(2, (await storage.Orders.ReadEventsAsync(Key(), default)).Count);
    }

    [Fact]
    public async Task Commit_cut_off_before_its_index_is_listed_after_a_repair()
    {
        var storage = await TestStorage.CreateAsync();
        storage.Requests.Before = static request => request.EndsWith("index", StringComparison.Ordinal)
            ? Task.FromException(new Azure.RequestFailedException(503, "busy"))
            : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => storage.Orders.CommitOneAsync(Change(null, Row(Event(Key(), 1)))));
        storage.Requests.Before = static _ => Task.CompletedTask;
        Assert.Empty((await storage.Queries.ListAsync(new(), null, 10, default)).Orders);

        await storage.Orders.RepairAsync(Key(), default);

        Assert.Equal(Key(), Assert.Single((await storage.Queries.ListAsync(new(), null, 10, default)).Orders).State.Key);
    }
}
