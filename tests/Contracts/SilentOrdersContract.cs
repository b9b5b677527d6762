using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>What every order store promises to the watch for silence.</summary>
public abstract class SilentOrdersContract
{
    protected abstract Task<Subject<SilentOrdersUnderTest>> CreateAsync(TimeProvider time);

    [Fact]
    public async Task Silent_orders_come_the_longest_silent_first_and_without_those_that_ended()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(Samples.Event(new("captain", "two"), "e", 20));
        await subject.Adapter.AddAsync(Samples.Event(new("captain", "one"), "e", 10));
        await subject.Adapter.AddAsync(Samples.Event(new("abbiamo", "three"), "e", 600));
        await subject.Adapter.AddAsync(Samples.Event(new("captain", "ended"), "e", 15, status: DeliveryStatus.Delivered));

        Assert.Equal(["one", "two", "three"], await FindAsync(subject.Adapter, 0, 600));
        Assert.Equal(["one", "two"], await FindAsync(subject.Adapter, 0, 599));
        Assert.Equal(["two"], await FindAsync(subject.Adapter, 10, 20));
        Assert.Equal(["one"], await FindAsync(subject.Adapter, 9, 10));
        Assert.Empty(await FindAsync(subject.Adapter, 20, 599));
    }

    [Fact]
    public async Task Order_is_silent_since_its_last_event_whenever_that_arrived()
    {
        var key = new OrderKey("captain", "one");
        OrderEvent[] events = [Samples.Event(key, "e-1", 10), Samples.Event(key, "e-2", 400), Samples.Event(key, "e-3", 200), Samples.Event(key, "e-4", 410)];
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(events[0]);
        for (var count = 2; count <= events.Length; count++)
        {
            await subject.Adapter.CommitAsync([.. events.Take(count)], events[count - 1]);
        }

        Assert.Empty(await FindAsync(subject.Adapter, 0, 409));
        Assert.Equal(["one"], await FindAsync(subject.Adapter, 409, 410));
    }

    [Fact]
    public async Task Order_that_ends_is_silent_no_more_and_one_that_reopens_is_again()
    {
        var key = new OrderKey("captain", "one");
        OrderEvent[] events =
        [
            Samples.Event(key, "e-1", 10), Samples.Event(key, "e-2", 11, status: DeliveryStatus.Failed), Samples.Event(key, "e-3", 12, status: DeliveryStatus.PickedUp),
        ];
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(events[0]);
        await subject.Adapter.CommitAsync(events[..2], events[1]);
        Assert.Empty(await FindAsync(subject.Adapter, 0, 60));

        await subject.Adapter.CommitAsync(events, events[2]);
        Assert.Equal(["one"], await FindAsync(subject.Adapter, 0, 60));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(25)]
    public async Task Pages_give_each_order_once_even_where_many_share_an_instant(int limit)
    {
        await using var subject = await CreateAsync(new FakeTime());
        for (var number = 0; number < 25; number++)
        {
            await subject.Adapter.AddAsync(Samples.Event(new(number % 2 == 0 ? "captain" : "abbiamo", $"o-{number}"), "e", 1 + (number / 9)));
        }

        List<StoredOrder> all = [];
        var mark = new SilenceMark(Samples.Noon);
        while (await subject.Adapter.Silent.FindSilentAsync(mark, Samples.Noon.AddMinutes(9), limit, default) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, limit);
            all.AddRange(page);
            mark = new(page[^1].State.LastEventAt, page[^1].State.Key);
        }

        Assert.Equal(25, all.Count);
        Assert.Equal(25, all.Select(static order => order.State.Key).Distinct().Count());
        Assert.Equal(all.Select(static order => order.State.LastEventAt).Order(), all.Select(static order => order.State.LastEventAt));
    }

    private static async Task<string[]> FindAsync(SilentOrdersUnderTest orders, int after, int until)
        => [.. (await orders.Silent.FindSilentAsync(new(Samples.Noon.AddMinutes(after)), Samples.Noon.AddMinutes(until), 50, default)).Select(static order => order.State.Key.OrderId)];
}

/// <summary>An order store with its view of the silent ones.</summary>
public sealed record SilentOrdersUnderTest(IOrderStore Store, ISilentOrders Silent)
{
    public async Task AddAsync(OrderEvent @event) => Assert.Equal([CommitResult.Committed], await Store.CommitAsync([Samples.New(@event)], default));

    /// <summary>Commits one more event of an order, with the fold of all.</summary>
    public async Task CommitAsync(OrderEvent[] all, OrderEvent added)
    {
        var version = (await Store.LoadAsync([added.Order], default))[0]!.Version;
        Assert.Equal([CommitResult.Committed], await Store.CommitAsync([Samples.Change(version, all, Samples.Row(added))], default));
    }
}
