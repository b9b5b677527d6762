using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>What every order store promises to retention.</summary>
public abstract class OrderExpiryContract
{
    protected abstract Task<Subject<OrderExpiryUnderTest>> CreateAsync(TimeProvider time);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Bodies_stored_before_an_instant_go_and_nothing_else_does(int limit)
    {
        await using var subject = await CreateAsync(new FakeTime());
        var orders = subject.Adapter;
        for (var number = 0; number < 7; number++)
        {
            await orders.AddAsync(Event($"o-{number}", "e-1"), storedAt: number);
        }

        var ended = await orders.ExpireBodiesAsync(Samples.Noon.AddMinutes(4), limit);

        Assert.Equal(4, ended);
        for (var number = 0; number < 7; number++)
        {
            var row = Assert.Single(await orders.Store.ReadEventsAsync(Key($"o-{number}"), default));
            Assert.Equal("Ana Souza", row.Event.Facts.Recipient!.Name);
            var raw = await orders.Queries.ReadRawAsync(Key($"o-{number}"), row.Event.Identity, null, default);
            Assert.Equal(number < 4, raw is null);
        }

        Assert.Equal(0, await orders.ExpireBodiesAsync(Samples.Noon.AddMinutes(4), limit));
        Assert.Equal(3, await orders.ExpireBodiesAsync(Samples.Noon.AddMinutes(7), limit));
    }

    [Fact]
    public async Task Order_takes_further_events_after_its_bodies_are_gone()
    {
        await using var subject = await CreateAsync(new FakeTime());
        var orders = subject.Adapter;
        var first = Event("o", "e-1");
        await orders.AddAsync(first, storedAt: 0);
        Assert.Equal(1, await orders.ExpireBodiesAsync(Samples.Noon.AddMinutes(1), 10));

        var second = Event("o", "e-2", 5);
        var version = (await orders.Store.LoadAsync([first.Order], default))[0]!.Version;
        Assert.Equal([CommitResult.Committed], await orders.Store.CommitAsync([Samples.Change(version, [first, second], Stored(second, 5))], default));

        Assert.NotNull(await orders.Queries.ReadRawAsync(first.Order, second.Identity, null, default));
        Assert.Equal(1, await orders.ExpireBodiesAsync(Samples.Noon.AddMinutes(6), 10));
        Assert.Null(await orders.Queries.ReadRawAsync(first.Order, second.Identity, null, default));
    }

    [Fact]
    public async Task Large_body_goes_too()
    {
        await using var subject = await CreateAsync(new FakeTime());
        var @event = Event("o", "e-1");
        var row = Stored(@event, 0) with { Raw = new byte[900_000] };
        Assert.Equal([CommitResult.Committed], await subject.Adapter.Store.CommitAsync([Samples.Change(null, [@event], row)], default));

        Assert.Equal(1, await subject.Adapter.ExpireBodiesAsync(Samples.Noon.AddMinutes(1), 10));
        Assert.Null(await subject.Adapter.Queries.ReadRawAsync(@event.Order, @event.Identity, null, default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Aged_orders_are_those_of_which_nothing_happened_and_nothing_came(int limit)
    {
        await using var subject = await CreateAsync(new FakeTime());
        var orders = subject.Adapter;
        for (var number = 0; number < 5; number++)
        {
            await orders.AddAsync(Event($"aged-{number}", "e-1"), storedAt: 1);
        }

        await orders.AddAsync(Event("happened-later", "e-1", 60), storedAt: 1);
        await orders.AddAsync(Event("came-later", "e-1"), storedAt: 60);
        await orders.AddAsync(Event("slow-clock", "e-1", -1_000_000), storedAt: 60);
        await orders.AddAsync(Event("erased", "e-1"), storedAt: 1);
        Assert.True(await orders.Queries.ErasePersonalDataAsync(Key("erased"), Samples.Noon.AddMinutes(2), default));

        var found = await orders.AgedAsync(Samples.Noon.AddMinutes(30), limit);

        Assert.Equal(["aged-0", "aged-1", "aged-2", "aged-3", "aged-4"], found.Select(static key => key.OrderId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Aged_orders_are_named_as_their_provider_names_them()
    {
        await using var subject = await CreateAsync(new FakeTime());
        string[] ids = ["a/b\\c#d?e", "\u0001\t~%2f|}", "ü\U0001F600", new string('x', 900), " "];
        foreach (var id in ids)
        {
            await subject.Adapter.AddAsync(Event(id, "e-1"), storedAt: 0);
        }

        var found = await subject.Adapter.AgedAsync(Samples.Noon.AddMinutes(30), 10);

        Assert.Equal(ids.Order(StringComparer.Ordinal), found.Select(static key => key.OrderId).Order(StringComparer.Ordinal));
    }

    internal static EventRow Stored(OrderEvent @event, int minute)
    {
        var at = Samples.Noon.AddMinutes(minute);
        return Samples.Row(@event) with { Arrival = new Arrival { ReceivedAt = at, ProjectedAt = at, LastReceivedAt = at } };
    }

    private static OrderKey Key(string id) => new("captain", id);

    private static OrderEvent Event(string order, string id, int minute = 0) => Samples.Event(Key(order), id, minute);
}

/// <summary>An order store as retention sees it.</summary>
public sealed record OrderExpiryUnderTest(IOrderStore Store, IOrderQueries Queries, IOrderExpiry Expiry)
{
    /// <param name="event">The only event of a new order.</param>
    /// <param name="storedAt">Received and stored so many minutes after noon.</param>
    public async Task AddAsync(OrderEvent @event, int storedAt)
        => Assert.Equal([CommitResult.Committed], await Store.CommitAsync([Samples.Change(null, [@event], OrderExpiryContract.Stored(@event, storedAt))], default));

    /// <returns>How many ended over all pages.</returns>
    public async Task<int> ExpireBodiesAsync(DateTimeOffset before, int limit)
    {
        var ended = 0;
        string? cursor = null;
        do
        {
            var page = await Expiry.ExpireBodiesAsync(before, cursor, limit, default);
            Assert.InRange(page.Expired, 0, limit);
            ended += page.Expired;
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return ended;
    }

    public async Task<List<OrderKey>> AgedAsync(DateTimeOffset before, int limit)
    {
        List<OrderKey> found = [];
        string? cursor = null;
        do
        {
            var page = await Expiry.FindAgedAsync(before, cursor, limit, default);
            Assert.InRange(page.Orders.Count, 0, limit);
            found.AddRange(page.Orders);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return found;
    }
}
