using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>What every order store answers to operators.</summary>
public abstract class OrderQueriesContract
{
    private static readonly OrderKey Key = new("captain", "order-1");

    protected abstract Task<Subject<StoreUnderTest>> CreateAsync(TimeProvider time);

    [Fact]
    public async Task List_gives_the_newest_first_page_by_page_and_each_once()
    {
        await using var subject = await CreateAsync(new FakeTime());
        for (var number = 0; number < 25; number++)
        {
            // Groups of three share an instant, so that pages break between equal ones.
            await subject.Adapter.AddAsync(Samples.Event(new(number % 2 == 0 ? "captain" : "abbiamo", $"o-{number}"), "e", number / 3));
        }

        List<StoredOrder> all = [];
        string? cursor = null;
        do
        {
            var page = await subject.Adapter.Queries.ListAsync(new(), cursor, 4, default);
            Assert.InRange(page.Orders.Count, 1, 4);
            all.AddRange(page.Orders);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(25, all.Select(static order => order.State.Key).Distinct().Count());
        Assert.Equal(25, all.Count);
        Assert.Equal(
            all.Select(static order => order.State.FirstEventAt).OrderDescending(),
            all.Select(static order => order.State.FirstEventAt));
    }

    [Fact]
    public async Task List_of_exactly_one_page_has_no_cursor()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(Samples.Event(Key, "e"));

        var page = await subject.Adapter.Queries.ListAsync(new(), null, 1, default);

        _ = Assert.Single(page.Orders);
        Assert.Null(page.Cursor);
        Assert.NotNull((await subject.Adapter.LoadAsync(Key))!.Version);
    }

    [Theory]
    [InlineData("nonsense!")]
    [InlineData("")]
    [InlineData("AAAA")]
    public async Task List_with_a_cursor_that_nobody_gave_is_refused(string cursor)
    {
        await using var subject = await CreateAsync(new FakeTime());

        _ = await Assert.ThrowsAsync<InvalidCursorException>(() => subject.Adapter.Queries.ListAsync(new(), cursor, 1, default).AsTask());
    }

    [Fact]
    public async Task List_filters_by_every_condition_and_by_all_together()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(Samples.Event(new("captain", "old"), "e"));
        await subject.Adapter.AddAsync(Samples.Event(new("captain", "new"), "e", 10, status: DeliveryStatus.Delivered));
        await subject.Adapter.AddAsync(Samples.Event(new("abbiamo", "other"), "e", 20) with
        {
            Facts = new() { Store = new() { Id = "store-2" } },
        });

        Assert.Equal(["new", "old"], await IdsAsync(new() { Provider = "captain" }));
        Assert.Equal(["new"], await IdsAsync(new() { Status = Headline.Delivered }));
        Assert.Equal(["new", "old"], await IdsAsync(new() { Store = "store-1" }));
        Assert.Equal(["new", "old"], await IdsAsync(new() { Store = "ext-1" }));
        Assert.Equal(["other"], await IdsAsync(new() { Store = "store-2" }));
        Assert.Empty(await IdsAsync(new() { Store = "store" }));
        Assert.Equal(["other", "new"], await IdsAsync(new() { Since = Samples.Noon.AddMinutes(10) }));
        Assert.Equal(["old"], await IdsAsync(new()
        {
            Provider = "captain",
            Store = "ext-1",
            Status = Headline.PickedUp,
            Text = "OL",
            Since = Samples.Noon,
        }));

        async Task<string[]> IdsAsync(OrderFilter filter) => await ListIdsAsync(subject.Adapter, filter);
    }

    [Fact]
    public async Task Text_is_found_within_ids_and_references_without_regard_to_case_and_wildcards_mean_themselves()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(WithReferences("Abc-100%", new() { OrderNumber = "N_77", TrackingCode = "TRK1234", PartnerOrderId = "Über-9" }));
        await subject.Adapter.AddAsync(WithReferences("plain", new() { OrderNumber = "NX77" }));

        Assert.Equal(["Abc-100%"], await ListIdsAsync(subject.Adapter, new() { Text = "bC-1" }));
        Assert.Equal(["Abc-100%"], await ListIdsAsync(subject.Adapter, new() { Text = "100%" }));
        Assert.Equal(["Abc-100%"], await ListIdsAsync(subject.Adapter, new() { Text = "n_7" }));
        Assert.Equal(["Abc-100%"], await ListIdsAsync(subject.Adapter, new() { Text = "über" }));
        Assert.Equal(["Abc-100%"], await ListIdsAsync(subject.Adapter, new() { Text = "rk12" }));
        Assert.Empty(await ListIdsAsync(subject.Adapter, new() { Text = "%" + "plain" }));
    }

    [Fact]
    public async Task List_follows_an_order_that_moves()
    {
        await using var subject = await CreateAsync(new FakeTime());
        OrderEvent[] events = [Samples.Event(Key, "e-1", 5), Samples.Event(Key, "e-0", 1), Samples.Event(Key, "e-2", 9, status: DeliveryStatus.Delivered)];
        await subject.Adapter.AddAsync(events[0]);
        var version = (await subject.Adapter.LoadAsync(Key))!.Version;
        _ = await subject.Adapter.CommitAsync(Samples.Change(version, events, Samples.Row(events[1]), Samples.Row(events[2])));

        Assert.Empty(await ListIdsAsync(subject.Adapter, new() { Status = Headline.PickedUp }));
        Assert.Equal([Key.OrderId], await ListIdsAsync(subject.Adapter, new() { Status = Headline.Delivered }));
        Assert.Empty(await ListIdsAsync(subject.Adapter, new() { Since = Samples.Noon.AddMinutes(2) }));
    }

    [Fact]
    public async Task Orders_are_found_by_each_of_their_references()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(WithReferences("one", new() { PartnerOrderId = "p/1?#", OrderNumber = "77", TrackingCode = "TRK" }));
        await subject.Adapter.AddAsync(WithReferences("two", new() { OrderNumber = "77" }, minute: 3));

        Assert.Equal(["two", "one"], await FindAsync("77"));
        Assert.Equal(["one"], await FindAsync("p/1?#"));
        Assert.Equal(["one"], await FindAsync("TRK"));
        Assert.Empty(await FindAsync("7"));
        Assert.Empty(await subject.Adapter.Queries.FindByReferenceAsync("abbiamo", "77", default));

        async Task<string[]> FindAsync(string reference)
            => [.. (await subject.Adapter.Queries.FindByReferenceAsync("captain", reference, default)).Select(static key => key.OrderId)];
    }

    [Fact]
    public async Task Reference_that_comes_later_finds_the_order_too()
    {
        await using var subject = await CreateAsync(new FakeTime());
        var first = WithReferences("one", new() { OrderNumber = "77" });
        var second = WithReferences("one", new() { TrackingCode = "TRK" }, minute: 1) with { Identity = new("e-2") };
        await subject.Adapter.AddAsync(first);
        var version = (await subject.Adapter.LoadAsync(first.Order))!.Version;
        _ = await subject.Adapter.CommitAsync(Samples.Change(version, [first, second], Samples.Row(second)));

        Assert.Equal([first.Order], await subject.Adapter.Queries.FindByReferenceAsync("captain", "TRK", default));
        Assert.Equal([first.Order], await subject.Adapter.Queries.FindByReferenceAsync("captain", "77", default));
    }

    [Fact]
    public async Task Reference_of_many_orders_gives_the_newest_fifty()
    {
        await using var subject = await CreateAsync(new FakeTime());
        for (var number = 0; number < 55; number++)
        {
            await subject.Adapter.AddAsync(WithReferences($"o-{number}", new() { OrderNumber = "1" }, number));
        }

        var found = await subject.Adapter.Queries.FindByReferenceAsync("captain", "1", default);
        Assert.Equal(50, found.Count);
        Assert.Equal(("o-54", "o-5"), (found[0].OrderId, found[^1].OrderId));
    }

    [Fact]
    public async Task Erasure_takes_every_personal_fact_and_keeps_what_happened()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(Samples.Event(Key, "e-1"));
        var before = await subject.Adapter.LoadAsync(Key);

        Assert.True(await subject.Adapter.Queries.ErasePersonalDataAsync(Key, Samples.Noon.AddDays(1), default));

        var after = await subject.Adapter.LoadAsync(Key);
        Assert.Equal(OrderJson.Write(before!.State.WithoutPersonalData()), OrderJson.Write(after!.State));
        Assert.Equal(Samples.Noon.AddDays(1), after.ErasedAt);
        Assert.NotEqual(before.Version, after.Version);
        var row = Assert.Single(await subject.Adapter.Store.ReadEventsAsync(Key, default));
        Assert.Null(row.Raw);
        Assert.Null(row.Event.Facts.Recipient);
        Assert.Null(await subject.Adapter.Queries.ReadRawAsync(Key, new("e-1"), null, default));
        Assert.Equal(after.ErasedAt, Assert.Single((await subject.Adapter.Queries.ListAsync(new(), null, 9, default)).Orders).ErasedAt);
    }

    [Fact]
    public async Task Erased_order_takes_no_personal_data_any_more()
    {
        await using var subject = await CreateAsync(new FakeTime());
        OrderEvent[] events = [Samples.Event(Key, "e-1"), Samples.Event(Key, "e-2", 1, status: DeliveryStatus.Delivered)];
        await subject.Adapter.AddAsync(events[0]);
        _ = await subject.Adapter.Queries.ErasePersonalDataAsync(Key, Samples.Noon, default);
        var version = (await subject.Adapter.LoadAsync(Key))!.Version;

        Assert.Equal(CommitResult.Committed, await subject.Adapter.CommitAsync(Samples.Change(version, events, Samples.Row(events[1]))));

        var stored = await subject.Adapter.LoadAsync(Key);
        Assert.Equal(Headline.Delivered, stored!.State.Headline);
        Assert.Equal(Samples.Noon, stored.ErasedAt);
        Assert.Null(stored.State.Facts.Recipient);
        Assert.All(await subject.Adapter.Store.ReadEventsAsync(Key, default), static row =>
        {
            Assert.Null(row.Raw);
            Assert.Null(row.Event.Facts.Recipient);
            Assert.Null(row.Event.Facts.Driver);
        });
    }

    [Fact]
    public async Task Erasure_of_an_unknown_order_says_so()
    {
        await using var subject = await CreateAsync(new FakeTime());

        Assert.False(await subject.Adapter.Queries.ErasePersonalDataAsync(Key, Samples.Noon, default));
    }

    [Fact]
    public async Task Commit_that_started_before_an_erasure_is_refused()
    {
        await using var subject = await CreateAsync(new FakeTime());
        OrderEvent[] events = [Samples.Event(Key, "e-1"), Samples.Event(Key, "e-2", 1)];
        await subject.Adapter.AddAsync(events[0]);
        var version = (await subject.Adapter.LoadAsync(Key))!.Version;
        _ = await subject.Adapter.Queries.ErasePersonalDataAsync(Key, Samples.Noon, default);

        Assert.Equal(CommitResult.VersionConflict, await subject.Adapter.CommitAsync(Samples.Change(version, events, Samples.Row(events[1]))));
    }

    [Fact]
    public async Task Raw_of_what_is_not_stored_is_null()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(Samples.Event(Key, "e-1"));

        Assert.Null(await subject.Adapter.Queries.ReadRawAsync(Key, new("e-2"), null, default));
        Assert.Null(await subject.Adapter.Queries.ReadRawAsync(new("captain", "x"), new("e-1"), null, default));
    }

    [Fact]
    public async Task Count_by_headline_follows_every_move()
    {
        await using var subject = await CreateAsync(new FakeTime());
        OrderEvent[] events = [Samples.Event(Key, "e-1"), Samples.Event(Key, "e-2", 1, status: DeliveryStatus.Delivered)];
        await subject.Adapter.AddAsync(events[0]);
        await subject.Adapter.AddAsync(Samples.Event(new("captain", "x"), "e-1"));
        var version = (await subject.Adapter.LoadAsync(Key))!.Version;
        _ = await subject.Adapter.CommitAsync(Samples.Change(version, events, Samples.Row(events[1])));
        _ = await subject.Adapter.Queries.ErasePersonalDataAsync(Key, Samples.Noon, default);

        var counts = await subject.Adapter.Queries.CountByHeadlineAsync(default);
        Assert.Equal(1, counts[Headline.PickedUp]);
        Assert.Equal(1, counts[Headline.Delivered]);
        Assert.Equal(2, counts.Values.Sum());
    }

    private static OrderEvent WithReferences(string orderId, OrderReferences references, int minute = 0)
        => Samples.Event(new("captain", orderId), "e-1", minute) with { Facts = new() { References = references } };

    private static async Task<string[]> ListIdsAsync(StoreUnderTest store, OrderFilter filter)
        => [.. (await store.Queries.ListAsync(filter, null, 50, default)).Orders.Select(static order => order.State.Key.OrderId)];
}
