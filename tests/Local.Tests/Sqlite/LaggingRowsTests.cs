using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>An order's row follows its events by seconds. Nobody may notice: no reader, no crash, no erasure.</summary>
public sealed class LaggingRowsTests
{
    private static readonly string[] OrderIds = ["a", "b", "o|1", "ü", "日本", "\uFF5E", "😀", "c d", "x", "y"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_answer_is_the_same_whether_rows_are_written_or_not(int seed)
    {
        await using var lagging = new Opened();
        await using var written = new Opened();
        var random = new Random(seed);
        for (var step = 0; step < 120; step++)
        {
            var key = new OrderKey(random.Next(4) == 0 ? "abbiamo" : "captain", OrderIds[random.Next(OrderIds.Length)]);
            var @event = Event(random, key, step);
            await AddAsync(lagging.Store, @event);
            await AddAsync(written.Store, @event);
            if (random.Next(20) == 0)
            {
                _ = await lagging.Store.ErasePersonalDataAsync(key, Samples.Noon, default);
                _ = await written.Store.ErasePersonalDataAsync(key, Samples.Noon, default);
            }

            await WrittenRows.WriteAsync(written.Store);
            if (random.Next(30) == 0)
            {
                // From here on some rows are written, and some of these fall behind again.
                await WrittenRows.WriteAsync(lagging.Store);
            }
        }

        await AssertSameAsync(written.Store, lagging.Store);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Crash_before_rows_are_written_changes_no_answer(int seed)
    {
        await using var opened = new Opened();
        var random = new Random(seed);
        for (var step = 0; step < 80; step++)
        {
            await AddAsync(opened.Store, Event(random, new("captain", OrderIds[random.Next(OrderIds.Length)]), step));
            if (step is 30 or 60)
            {
                await WrittenRows.WriteAsync(opened.Store);
            }
        }

        _ = await opened.Store.ErasePersonalDataAsync(new("captain", "a"), Samples.Noon, default);
        await AddAsync(opened.Store, Samples.Event(new("captain", "a"), "after the erasure", 500));

        using var crashed = opened.Temporary.Crash();
        Assert.True(EarlierOrders.Scalar(crashed, "SELECT count(*) FROM events WHERE id > (SELECT events_through FROM progress)") > 0);
        using var again = DataFolder.Open(crashed.Path);
        await using var reopened = SqliteOrderStore.Open(again);

        await AssertSameAsync(opened.Store, reopened);
        await AddAsync(reopened, Samples.Event(new("captain", "a"), "goes on", 501));
        await AddAsync(reopened, Samples.Event(new("captain", "new"), "goes on", 501));
    }

    [Fact]
    public async Task Rows_are_written_once_there_is_no_room_to_wait()
    {
        await using var opened = new Opened();
        for (var batch = 0; batch <= UnwrittenOrders.Most / 1000; batch++)
        {
            _ = await opened.Store.CommitAsync([.. Enumerable.Range(0, 1000).Select(order => Samples.New(Samples.Event(new("captain", $"{batch}-{order}"), "e")))], default);
        }

        await opened.Store.ProbeAsync(1);

        using var copy = opened.Temporary.Crash();
        Assert.Equal(UnwrittenOrders.WhenFull, EarlierOrders.Scalar(copy, "SELECT count(*) FROM orders"));
        Assert.Equal(UnwrittenOrders.WhenFull, EarlierOrders.Scalar(copy, "SELECT events_through FROM progress"));
    }

    [Fact]
    public async Task Order_of_many_events_has_them_in_its_history_before_they_are_too_many_to_look_through()
    {
        await using var opened = new Opened();
        for (var minute = 0; minute < 100; minute++)
        {
            await AddAsync(opened.Store, Samples.Event(new("captain", "a"), $"{minute}", minute));
        }

        using var copy = opened.Temporary.Crash();
        Assert.Equal(64, EarlierOrders.Scalar(copy, "SELECT count(*) FROM history"));
    }

    [Fact]
    public async Task Closing_writes_every_row()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using (var store = SqliteOrderStore.Open(folder))
        {
            await AddAsync(store, Samples.Event(new("captain", "a"), "e"));
        }

        Assert.Equal(1, EarlierOrders.Scalar(temporary, "SELECT count(*) FROM orders"));
        Assert.Equal(1, EarlierOrders.Scalar(temporary, "SELECT events_through FROM progress"));
    }

    [Fact]
    public async Task File_of_the_first_version_is_taken_over()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        var key = new OrderKey("captain", "a");
        await using (var store = SqliteOrderStore.Open(folder))
        {
            await AddAsync(store, Samples.Event(key, "e-1"));
            await AddAsync(store, Samples.Event(key, "e-2", 1, status: DeliveryStatus.Delivered));
        }

        EarlierOrders.ToVersion1(temporary);

        await using var upgraded = SqliteOrderStore.Open(folder);
        Assert.Equal(2, (await upgraded.ReadEventsAsync(key, default)).Count);
        var stored = (await upgraded.LoadAsync([key], default))[0]!;
        var known = Samples.Event(key, "e-1");
        Assert.Equal([CommitResult.EventExists], await upgraded.CommitAsync([Samples.Change(stored.Version, [known], Samples.Row(known))], default));
        await AddAsync(upgraded, Samples.Event(key, "e-3", 2));
    }

    private static OrderEvent Event(Random random, OrderKey key, int step)
    {
        var @event = Samples.Event(
            key, random.Next(6) == 0 ? "twice" : $"e-{step}", random.Next(60), random.Next(3) == 0 ? "other" : "a",
            Random(random, DeliveryStatus.Created, DeliveryStatus.PickedUp, DeliveryStatus.Failed, DeliveryStatus.Delivered));
        return @event with
        {
            Facts = @event.Facts with
            {
                Store = new() { Id = $"store-{random.Next(3)}", ExternalId = random.Next(2) == 0 ? null : $"ext-{random.Next(2)}" },
                References = random.Next(2) == 0 ? null : new() { OrderNumber = $"N{random.Next(4)}", TrackingCode = random.Next(2) == 0 ? null : $"T{step}" },
            },
        };
    }

    private static T Random<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    /// <summary>As the projection does it: an event that is known changes nothing, and another content of it is kept beside the first.</summary>
    private static async Task AddAsync(SqliteOrderStore store, OrderEvent @event)
    {
        var stored = (await store.LoadAsync([@event.Order], default))[0];
        var rows = await store.ReadEventsAsync(@event.Order, default);
        if (rows.Any(row => row.Event.Identity == @event.Identity && row.Event.Content == @event.Content))
        {
            return;
        }

        @event = stored?.ErasedAt is null ? @event : @event.WithoutPersonalData();
        var row = Samples.Row(@event, $"{@event.Identity.Value}/{@event.Content.Value}") with { IsFurtherContent = rows.Any(row => row.Event.Identity == @event.Identity) };
        var change = Samples.Change(stored?.Version, [.. rows.Select(static row => row.Event), @event], row) with { ErasedAt = stored?.ErasedAt };
        Assert.Equal([CommitResult.Committed], await store.CommitAsync([change], default));
    }

    private static async Task AssertSameAsync(SqliteOrderStore expected, SqliteOrderStore actual)
    {
        foreach (var filter in (OrderFilter[])[new(), new() { Provider = "captain" }, new() { Store = "store-1" }, new() { Store = "ext-1" },
            new() { Status = Headline.Delivered }, new() { Text = "n2" }, new() { Since = Samples.Noon.AddMinutes(5) }])
        {
            Assert.Equal(await PagesAsync(expected, filter), await PagesAsync(actual, filter));
        }

        foreach (var reference in (string[])["N0", "N1", "N2", "N3", "T1", "n1", "N"])
        {
            Assert.Equal(await expected.FindByReferenceAsync("captain", reference, default), await actual.FindByReferenceAsync("captain", reference, default));
        }

        Assert.Equal((await expected.CountByHeadlineAsync(default)).OrderBy(static count => count.Key), (await actual.CountByHeadlineAsync(default)).OrderBy(static count => count.Key));
        foreach (var key in OrderIds.SelectMany(static id => (OrderKey[])[new("captain", id), new("abbiamo", id)]))
        {
            Assert.Equal(await EventsAsync(expected, key), await EventsAsync(actual, key));
        }
    }

    private static async Task<List<string>> PagesAsync(SqliteOrderStore store, OrderFilter filter)
    {
        List<string> orders = [];
        for (string? cursor = null; ;)
        {
            var page = await store.ListAsync(filter, cursor, 3, default);
            orders.AddRange(page.Orders.Select(static order => System.Text.Encoding.UTF8.GetString(OrderJson.Write(order.State)) + order.ErasedAt));
            if ((cursor = page.Cursor) is null)
            {
                return orders;
            }
        }
    }

    private static async Task<List<string>> EventsAsync(SqliteOrderStore store, OrderKey key)
    {
        List<string> events = [];
        foreach (var row in await store.ReadEventsAsync(key, default))
        {
            var raw = await store.ReadRawAsync(key, row.Event.Identity, row.Event.Content, default);
            Assert.Equal(row.Raw?.ToArray(), raw?.ToArray());
            events.Add($"{System.Text.Encoding.UTF8.GetString(OrderJson.Write(row.Event))} {row.IsFurtherContent}");
        }

        events.Sort(StringComparer.Ordinal);
        return events;
    }

    private sealed class Opened : IAsyncDisposable
    {
        private readonly DataFolder _folder;

        public Opened()
        {
            _folder = DataFolder.Open(Temporary.Path);
            Store = SqliteOrderStore.Open(_folder);
        }

        public TemporaryFolder Temporary { get; } = new();

        public SqliteOrderStore Store { get; }

        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            _folder.Dispose();
            Temporary.Dispose();
        }
    }
}
