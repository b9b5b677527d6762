using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Tests.Storage;
using static OrderRelay.Functions.Tests.Tables.Given;

namespace OrderRelay.Functions.Tests.Tables;

public sealed class OrderIndexTests
{
    [Fact]
    public async Task Late_first_event_moves_the_order_and_leaves_no_row_behind()
    {
        var storage = await TestStorage.CreateAsync();
        var (late, early) = (Event(Key(), 2000, facts: Facts("shop", "17")), Event(Key(), 1));
        await storage.Orders.CommitOneAsync(Change(null, Row(late)));
        var stored = await storage.Orders.LoadOneAsync(Key());

        await storage.Orders.CommitOneAsync(new() { State = OrderProjection.Fold([late, early]).State, ExpectedVersion = stored!.Version, Insert = [Row(early)] });

        Assert.Equal(2, await CountAsync(storage.Tables.Index));
        Assert.Equal(1, await CountAsync(storage.Tables.References));
        Assert.Single((await storage.Queries.ListAsync(new() { Store = "shop" }, null, 10, default)).Orders);
    }

    [Fact]
    public async Task Reference_that_changed_finds_the_order_by_the_new_one_only()
    {
        var storage = await TestStorage.CreateAsync();
        await storage.Orders.CommitOneAsync(Change(null, Row(Event(Key(), 1, facts: Facts(number: "17")))));
        var stored = await storage.Orders.LoadOneAsync(Key());
        await storage.Orders.CommitOneAsync(Change(stored, Row(Event(Key(), 2, facts: Facts(number: "18")))));

        Assert.Empty(await storage.Queries.FindByReferenceAsync("captain", "17", default));
        Assert.Equal([Key()], await storage.Queries.FindByReferenceAsync("captain", "18", default));
    }

    [Fact]
    public async Task Row_behind_its_state_is_corrected_by_whoever_lists_it()
    {
        var storage = await TestStorage.CreateAsync();
        await storage.Orders.CommitOneAsync(Change(null, Row(Event(Key(), 1))));
        await CommitWithoutIndexAsync(storage, Event(Key(), 2, DeliveryStatus.Delivered));
        Assert.Equal(1, (await storage.Queries.CountByHeadlineAsync(default))[Headline.PickedUp]);

        Assert.Equal(Headline.Delivered, Assert.Single((await storage.Queries.ListAsync(new(), null, 10, default)).Orders).State.Headline);

        Assert.Equal([(Headline.Delivered, 1L)], (await storage.Queries.CountByHeadlineAsync(default)).Select(static count => (count.Key, count.Value)));
    }

    [Fact]
    public async Task Search_that_finds_little_ends_its_page_early_and_goes_on()
    {
        var storage = await TestStorage.CreateAsync();
        for (var number = 0; number < 30; number++)
        {
            await storage.Orders.CommitOneAsync(Change(null, Row(Event(Key($"o-{number:D2}"), number))));
        }

        List<string> found = [];
        string? cursor = null;
        do
        {
            var page = await storage.Queries.ListAsync(new() { Text = "7" }, cursor, 2, default);
            found.AddRange(page.Orders.Select(static order => order.State.Key.OrderId));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(["o-27", "o-17", "o-07"], found);
    }

    [Fact]
    public async Task Days_are_listed_newest_first_with_one_request_for_a_page()
    {
        var storage = await TestStorage.CreateAsync();
        for (var day = 0; day < 4; day++)
        {
            await storage.Orders.CommitOneAsync(Change(null, Row(Event(Key($"day-{day}"), day * 1440))));
        }

        storage.Requests.Reset();
        var page = await storage.Queries.ListAsync(new(), null, 10, default);

        Assert.Equal(["day-3", "day-2", "day-1", "day-0"], page.Orders.Select(static order => order.State.Key.OrderId));
        Assert.Equal(1, storage.Requests.Count("GET", "index"));
    }

    private static async Task CommitWithoutIndexAsync(TestStorage storage, OrderEvent @event)
    {
        storage.Requests.Before = static request => request.EndsWith("index", StringComparison.Ordinal)
            ? Task.FromException(new Azure.RequestFailedException(503, "busy"))
            : Task.CompletedTask;
        var stored = await storage.Orders.LoadOneAsync(Key());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => storage.Orders.CommitOneAsync(Change(stored, Row(@event))));
        storage.Requests.Before = static _ => Task.CompletedTask;
    }

    private static async Task<int> CountAsync(Azure.Data.Tables.TableClient table)
    {
        var count = 0;
        await foreach (var _ in table.QueryAsync<Azure.Data.Tables.TableEntity>())
        {
            count++;
        }

        return count;
    }
}
