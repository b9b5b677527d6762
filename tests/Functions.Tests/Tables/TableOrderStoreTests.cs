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
    public async Task Stored_state_is_the_folded_one_byte_for_byte()
    {
        var storage = await TestStorage.CreateAsync();
        var change = Change(null, Row(Event(Key(), 1, facts: Facts("shop", "17", "p-1"))), Row(Event(Key(), 2, DeliveryStatus.Delivered)));

        await storage.Orders.CommitOneAsync(change);

        var stored = await storage.Orders.LoadOneAsync(Key());
        Assert.Equal(OrderJson.Write(change.State), OrderJson.Write(stored!.State));
    }

    [Fact]
    public async Task Known_identity_refuses_the_whole_change()
    {
        var storage = await TestStorage.CreateAsync();
        var known = Row(Event(Key(), 1, id: "known"));
        await storage.Orders.CommitOneAsync(Change(null, known));

        var stored = await storage.Orders.LoadOneAsync(Key());
        var change = Change(stored, Row(Event(Key(), 2)), Row(Event(Key(), 3, id: "known", content: "other")));

        Assert.Equal(CommitResult.EventExists, await storage.Orders.CommitOneAsync(change));
        Assert.Single(await storage.Orders.ReadEventsAsync(Key(), default));
        Assert.Equal(stored, await storage.Orders.LoadOneAsync(Key()), StoredOrderComparer.Instance);
    }

    [Fact]
    public async Task Further_content_of_an_identity_stands_beside_the_first()
    {
        var storage = await TestStorage.CreateAsync();
        await storage.Orders.CommitOneAsync(Change(null, Row(Event(Key(), 1, id: "same", content: "aa"), "first")));
        var stored = await storage.Orders.LoadOneAsync(Key());

        var further = Row(Event(Key(), 2, id: "same", content: "bb"), "second") with { IsFurtherContent = true };
        Assert.Equal(CommitResult.Committed, await storage.Orders.CommitOneAsync(Change(stored, further)));

        var rows = await storage.Orders.ReadEventsAsync(Key(), default);
        Assert.Equal([("aa", false), ("bb", true)], rows.Select(static row => (row.Event.Content.Value, row.IsFurtherContent)).Order());
        Assert.Equal("second"u8.ToArray(), (await storage.Queries.ReadRawAsync(Key(), new("same"), new("bb"), default))!.Value.ToArray());
        Assert.Equal("first"u8.ToArray(), (await storage.Queries.ReadRawAsync(Key(), new("same"), null, default))!.Value.ToArray());
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
    public async Task Touch_replaces_the_arrival_and_keeps_the_bytes()
    {
        var storage = await TestStorage.CreateAsync();
        var row = Row(Event(Key(), 1), "body");
        await storage.Orders.CommitOneAsync(Change(null, row));
        var stored = await storage.Orders.LoadOneAsync(Key());

        var touched = row with { Arrival = row.Arrival with { Receipts = 2 }, Raw = null };
        var change = new OrderChange { State = stored!.State, ExpectedVersion = stored.Version, Touch = [touched] };
        Assert.Equal(CommitResult.Committed, await storage.Orders.CommitOneAsync(change));

        var read = Assert.Single(await storage.Orders.ReadEventsAsync(Key(), default));
        Assert.Equal(2, read.Arrival.Receipts);
        Assert.Equal("body"u8.ToArray(), read.Raw!.Value.ToArray());
    }

    [Fact]
    public async Task Sixteen_writers_of_one_order_lose_nothing_and_each_version_has_one_winner()
    {
        const int Writers = 16;
        var storage = await TestStorage.CreateAsync();
        var wins = 0;
        await Task.WhenAll(Enumerable.Range(1, Writers).Select(writer => Task.Run(async () =>
        {
            var row = Row(Event(Key(), writer, id: $"writer-{writer}"));
            CommitResult result;
            do
            {
                var stored = await storage.Orders.LoadOneAsync(Key());
                var events = (await storage.Orders.ReadEventsAsync(Key(), default)).Select(static row => row.Event).Append(row.Event).ToList();
                var change = new OrderChange { State = OrderProjection.Fold(events).State, ExpectedVersion = stored?.Version, Insert = [row] };

                // A state read before its rows is older than they are: such a change must lose, too.
                result = await storage.Orders.CommitOneAsync(change);
            }
            while (result is CommitResult.VersionConflict);

            Assert.Equal(CommitResult.Committed, result);
            Interlocked.Increment(ref wins);
        })));

        var rows = await storage.Orders.ReadEventsAsync(Key(), default);
        var state = (await storage.Orders.LoadOneAsync(Key()))!.State;
        Assert.Equal((Writers, Writers, Writers), (wins, rows.Count, state.Events));
        Assert.Equal(OrderJson.Write(OrderProjection.Fold([.. rows.Select(static row => row.Event)]).State), OrderJson.Write(state));
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

    private sealed class StoredOrderComparer : IEqualityComparer<StoredOrder?>
    {
        public static readonly StoredOrderComparer Instance = new();

        public bool Equals(StoredOrder? x, StoredOrder? y)
            => x!.Version == y!.Version && OrderJson.Write(x.State).AsSpan().SequenceEqual(OrderJson.Write(y.State));

        public int GetHashCode(StoredOrder? obj) => 0;
    }
}
