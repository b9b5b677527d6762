using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

public abstract partial class OrderStoreContract
{
    [Fact]
    public async Task Replace_puts_another_mapping_beside_the_bytes_and_arrival_that_stay()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(Samples.Event(Key, "e-1"));
        var stored = (await subject.Adapter.LoadAsync(Key))!;
        var row = Assert.Single(await subject.Adapter.Store.ReadEventsAsync(Key, default));
        var mapped = Samples.Event(Key, "e-1", minute: 5, status: DeliveryStatus.Delivered) with { Facts = new() { Store = new() { Id = "store-2" } } };

        var result = await subject.Adapter.CommitAsync(new()
        {
            State = Samples.State(mapped),
            ExpectedVersion = stored.Version,
            Replace = [row with { Event = mapped, Raw = null, Arrival = row.Arrival with { Receipts = 9 } }],
        });

        Assert.Equal(CommitResult.Committed, result);
        var after = Assert.Single(await subject.Adapter.Store.ReadEventsAsync(Key, default));
        Assert.Equal(OrderJson.Write(mapped), OrderJson.Write(after.Event));
        Assert.Equal(row.Arrival, after.Arrival);
        Assert.Equal(row.Raw!.Value.ToArray(), after.Raw!.Value.ToArray());
        var order = (await subject.Adapter.LoadAsync(Key))!;
        Assert.NotEqual(stored.Version, order.Version);
        Assert.Equal(DeliveryStatus.Delivered, order.State.Delivery!.Status);
        Assert.Single((await subject.Adapter.Queries.ListAsync(new() { Store = "store-2" }, null, 9, default)).Orders);
    }

    [Fact]
    public async Task Replace_from_an_old_version_is_refused_and_replaces_nothing()
    {
        await using var subject = await CreateAsync(new FakeTime());
        var first = Samples.Event(Key, "e-1");
        await subject.Adapter.AddAsync(first);
        var version = (await subject.Adapter.LoadAsync(Key))!.Version;
        var second = Samples.Event(Key, "e-2", 1);
        Assert.Equal(CommitResult.Committed, await subject.Adapter.CommitAsync(Samples.Change(version, [first, second], Samples.Row(second))));
        var mapped = Samples.Event(Key, "e-1", status: DeliveryStatus.Delivered);

        var result = await subject.Adapter.CommitAsync(new()
        {
            State = Samples.State(mapped),
            ExpectedVersion = version,
            Replace = [Samples.Row(mapped)],
        });

        Assert.Equal(CommitResult.VersionConflict, result);
        var rows = await subject.Adapter.Store.ReadEventsAsync(Key, default);
        Assert.All(rows, static row => Assert.Equal(DeliveryStatus.PickedUp, row.Event.Move.Delivery));
    }
}
