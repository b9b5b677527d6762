using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>What every order store promises.</summary>
public abstract partial class OrderStoreContract
{
    private static readonly OrderKey Key = new("captain", "order-1");

    protected abstract Task<Subject<StoreUnderTest>> CreateAsync(TimeProvider time);

    public static TheoryData<string> OddIds => new()
    {
        "a/b", "a?b#c", "100%", "it's \"quoted\"", "back\\slash", "ünï ✓ 日本", " spaced ", "a|b", "tab\there", new string('x', 300),
    };

    [Fact]
    public async Task Load_of_orders_that_are_not_stored_gives_null_for_each()
    {
        await using var subject = await CreateAsync(new FakeTime());

        Assert.Equal([null, null], await subject.Adapter.Store.LoadAsync([Key, new("abbiamo", "x")], default));
        Assert.Empty(await subject.Adapter.Store.ReadEventsAsync(Key, default));
    }

    [Fact]
    public async Task Commit_of_a_new_order_stores_state_and_row_whole()
    {
        await using var subject = await CreateAsync(new FakeTime());
        var @event = Samples.Event(Key, "e-1");
        var row = Samples.Row(@event, "{\"exact\" :  true}") with
        {
            Arrival = new Arrival
            {
                ReceivedAt = Samples.Noon,
                ProjectedAt = Samples.Noon.AddTicks(1),
                LastReceivedAt = Samples.Noon.AddSeconds(1),
                ArrivedLate = true,
                Receipts = 2,
                DeliveryAttempt = 4,
                SentAt = Samples.Noon.AddTicks(7),
                TraceParent = "00-a-b-01",
                HeadlineBefore = Headline.Created,
                HeadlineAfter = Headline.PickedUp,
                ReplayOf = "letter",
            },
        };

        Assert.Equal(CommitResult.Committed, await subject.Adapter.CommitAsync(Samples.Change(null, [@event], row)));

        var stored = await subject.Adapter.LoadAsync(Key);
        Assert.Equal(OrderJson.Write(Samples.State(@event)), OrderJson.Write(stored!.State));
        Assert.Null(stored.ErasedAt);
        var read = Assert.Single(await subject.Adapter.Store.ReadEventsAsync(Key, default));
        Assert.Equal(OrderJson.Write(@event), OrderJson.Write(read.Event));
        Assert.Equal(row.Arrival, read.Arrival);
        Assert.Equal(row.Raw!.Value.ToArray(), read.Raw!.Value.ToArray());
        Assert.False(read.IsFurtherContent);
    }

    [Fact]
    public async Task Commit_from_the_loaded_version_adds_to_the_order()
    {
        await using var subject = await CreateAsync(new FakeTime());
        OrderEvent[] events = [Samples.Event(Key, "e-1"), Samples.Event(Key, "e-2", 1, status: DeliveryStatus.Delivered)];
        await subject.Adapter.AddAsync(events[0]);
        var first = await subject.Adapter.LoadAsync(Key);

        Assert.Equal(CommitResult.Committed, await subject.Adapter.CommitAsync(Samples.Change(first!.Version, events, Samples.Row(events[1]))));

        var second = await subject.Adapter.LoadAsync(Key);
        Assert.NotEqual(first.Version, second!.Version);
        Assert.Equal(Headline.Delivered, second.State.Headline);
        Assert.Equal(2, (await subject.Adapter.Store.ReadEventsAsync(Key, default)).Count);
    }

    [Fact]
    public async Task Commit_from_an_old_version_is_refused_and_stores_nothing()
    {
        await using var subject = await CreateAsync(new FakeTime());
        OrderEvent[] events = [Samples.Event(Key, "e-1"), Samples.Event(Key, "e-2", 1), Samples.Event(Key, "e-3", 2)];
        await subject.Adapter.AddAsync(events[0]);
        var old = (await subject.Adapter.LoadAsync(Key))!.Version;
        _ = await subject.Adapter.CommitAsync(Samples.Change(old, events[..2], Samples.Row(events[1])));

        Assert.Equal(CommitResult.VersionConflict, await subject.Adapter.CommitAsync(Samples.Change(old, events, Samples.Row(events[2]))));

        Assert.Equal(2, (await subject.Adapter.LoadAsync(Key))!.State.Events);
        Assert.Equal(2, (await subject.Adapter.Store.ReadEventsAsync(Key, default)).Count);
    }

    [Fact]
    public async Task Commit_of_a_new_order_that_exists_is_a_version_conflict()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(Samples.Event(Key, "e-1"));

        Assert.Equal(CommitResult.VersionConflict, await subject.Adapter.CommitAsync(Samples.New(Samples.Event(Key, "e-2"))));
    }

    [Fact]
    public async Task Commit_onto_an_order_that_is_not_stored_is_a_version_conflict()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(Samples.Event(Key, "e-1"));
        var version = (await subject.Adapter.LoadAsync(Key))!.Version;
        var other = Samples.Event(new("captain", "order-2"), "e-1");

        Assert.Equal(CommitResult.VersionConflict, await subject.Adapter.CommitAsync(Samples.Change(version, [other], Samples.Row(other))));
        Assert.Null(await subject.Adapter.LoadAsync(other.Order));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("other")]
    public async Task Commit_of_an_identity_that_the_order_holds_is_refused_whatever_its_content(string content)
    {
        await using var subject = await CreateAsync(new FakeTime());
        OrderEvent[] events = [Samples.Event(Key, "e-1"), Samples.Event(Key, "e-2", 1), Samples.Event(Key, "e-1", 0, content)];
        await subject.Adapter.AddAsync(events[0]);
        var version = (await subject.Adapter.LoadAsync(Key))!.Version;

        var result = await subject.Adapter.CommitAsync(Samples.Change(version, events, Samples.Row(events[1]), Samples.Row(events[2])));

        Assert.Equal(CommitResult.EventExists, result);
        Assert.Equal(version, (await subject.Adapter.LoadAsync(Key))!.Version);
        _ = Assert.Single(await subject.Adapter.Store.ReadEventsAsync(Key, default));
    }

    [Fact]
    public async Task Commit_of_known_further_content_is_stored_beside_the_first()
    {
        await using var subject = await CreateAsync(new FakeTime());
        OrderEvent[] events = [Samples.Event(Key, "e-1"), Samples.Event(Key, "e-1", 0, "other")];
        await subject.Adapter.AddAsync(events[0]);
        var version = (await subject.Adapter.LoadAsync(Key))!.Version;
        var further = Samples.Row(events[1], "further") with { IsFurtherContent = true };

        Assert.Equal(CommitResult.Committed, await subject.Adapter.CommitAsync(Samples.Change(version, events, further)));

        var rows = await subject.Adapter.Store.ReadEventsAsync(Key, default);
        Assert.Equal(2, rows.Count);
        Assert.Equal("other", Assert.Single(rows, static row => row.IsFurtherContent).Event.Content.Value);
        var raw = await subject.Adapter.Queries.ReadRawAsync(Key, new("e-1"), new ContentHash("other"), default);
        Assert.Equal("further", Encoding.UTF8.GetString(raw!.Value.Span));
    }

    [Fact]
    public async Task Same_identity_may_stand_in_two_orders()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(Samples.Event(Key, "e-1"));
        await subject.Adapter.AddAsync(Samples.Event(new("captain", "order-2"), "e-1"));
        await subject.Adapter.AddAsync(Samples.Event(new("abbiamo", "order-1"), "e-1"));

        Assert.Equal("abbiamo", (await subject.Adapter.LoadAsync(new("abbiamo", "order-1")))!.State.Key.Provider);
        _ = Assert.Single(await subject.Adapter.Store.ReadEventsAsync(Key, default));
    }

    [Fact]
    public async Task Touch_replaces_the_arrival_of_a_stored_row_and_nothing_else()
    {
        await using var subject = await CreateAsync(new FakeTime());
        var @event = Samples.Event(Key, "e-1");
        await subject.Adapter.AddAsync(@event);
        var version = (await subject.Adapter.LoadAsync(Key))!.Version;
        var row = Assert.Single(await subject.Adapter.Store.ReadEventsAsync(Key, default));
        var touched = row with { Arrival = row.Arrival with { Receipts = 5, LastReceivedAt = Samples.Noon.AddHours(1) } };

        var change = new OrderChange { State = Samples.State(@event), ExpectedVersion = version, Touch = [touched] };
        Assert.Equal(CommitResult.Committed, await subject.Adapter.CommitAsync(change));

        var read = Assert.Single(await subject.Adapter.Store.ReadEventsAsync(Key, default));
        Assert.Equal(touched.Arrival, read.Arrival);
        Assert.Equal(row.Raw!.Value.ToArray(), read.Raw!.Value.ToArray());
    }

    [Fact]
    public async Task Batch_with_one_refused_change_stores_the_others()
    {
        await using var subject = await CreateAsync(new FakeTime());
        await subject.Adapter.AddAsync(Samples.Event(Key, "e-1"));
        OrderChange[] batch =
        [
            Samples.New(Samples.Event(new("captain", "a"), "e-1")),
            Samples.New(Samples.Event(Key, "e-2")),
            Samples.New(Samples.Event(new("captain", "b"), "e-1")),
        ];

        var results = await subject.Adapter.Store.CommitAsync(batch, default);

        Assert.Equal([CommitResult.Committed, CommitResult.VersionConflict, CommitResult.Committed], results);
        var loaded = await subject.Adapter.Store.LoadAsync([new("captain", "b"), Key, new("captain", "a")], default);
        Assert.Equal(["b", "order-1", "a"], loaded.Select(static order => order!.State.Key.OrderId));
        _ = Assert.Single(await subject.Adapter.Store.ReadEventsAsync(Key, default));
    }

    [Fact]
    public async Task Sixteen_writers_of_one_order_lose_nothing_and_one_wins_each_version()
    {
        const int Writers = 16;
        await using var subject = await CreateAsync(new FakeTime());
        var wins = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var mine = Samples.Event(Key, $"e-{writer}", writer);
            for (var attempt = 1; ; attempt++)
            {
                var stored = await subject.Adapter.LoadAsync(Key);
                var rows = await subject.Adapter.Store.ReadEventsAsync(Key, default);
                if (stored?.State.Events != (rows.Count == 0 ? null : rows.Count))
                {
                    continue;
                }

                OrderEvent[] events = [.. rows.Select(static row => row.Event), mine];
                if (await subject.Adapter.CommitAsync(Samples.Change(stored?.Version, events, Samples.Row(mine))) == CommitResult.Committed)
                {
                    return stored?.Version ?? "new";
                }
            }
        })));

        Assert.Equal(Writers, wins.Distinct().Count());
        Assert.Equal(Writers, (await subject.Adapter.LoadAsync(Key))!.State.Events);
        Assert.Equal(
            Enumerable.Range(0, Writers).Select(static writer => $"e-{writer}").Order(),
            (await subject.Adapter.Store.ReadEventsAsync(Key, default)).Select(static row => row.Event.Identity.Value).Order());
    }

    [Fact]
    public async Task Same_version_from_many_at_once_is_won_by_one()
    {
        await using var subject = await CreateAsync(new FakeTime());
        var first = Samples.Event(Key, "e");
        await subject.Adapter.AddAsync(first);
        var version = (await subject.Adapter.LoadAsync(Key))!.Version;

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(() =>
        {
            var mine = Samples.Event(Key, $"e-{writer}", 1);
            return subject.Adapter.CommitAsync(Samples.Change(version, [first, mine], Samples.Row(mine)));
        })));

        Assert.Equal(1, results.Count(static result => result == CommitResult.Committed));
        Assert.Equal(15, results.Count(static result => result == CommitResult.VersionConflict));
        Assert.Equal(2, (await subject.Adapter.Store.ReadEventsAsync(Key, default)).Count);
    }

    [Theory]
    [MemberData(nameof(OddIds))]
    public async Task Odd_ids_are_stored_as_they_are(string id)
    {
        await using var subject = await CreateAsync(new FakeTime());
        var key = new OrderKey("captain", id);
        await subject.Adapter.AddAsync(Samples.Event(key, "event:" + id));

        Assert.Equal(key, (await subject.Adapter.LoadAsync(key))!.State.Key);
        Assert.Equal("event:" + id, Assert.Single(await subject.Adapter.Store.ReadEventsAsync(key, default)).Event.Identity.Value);
        Assert.NotNull(await subject.Adapter.Queries.ReadRawAsync(key, new("event:" + id), null, default));
        Assert.Null(await subject.Adapter.LoadAsync(new("captain", id + "x")));
    }

    [Fact]
    public async Task Raw_bytes_of_any_size_come_back_byte_for_byte()
    {
        await using var subject = await CreateAsync(new FakeTime());
        var bytes = new byte[300_000];
        new Random(7).NextBytes(bytes);
        var @event = Samples.Event(Key, "e-1");
        var row = Samples.Row(@event) with { Raw = bytes };
        Assert.Equal(CommitResult.Committed, await subject.Adapter.CommitAsync(Samples.Change(null, [@event], row)));

        Assert.Equal(bytes, (await subject.Adapter.Queries.ReadRawAsync(Key, new("e-1"), null, default))!.Value.ToArray());
    }
}
