using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>Events lie packed in the file. Those that the version before stored lie there in JSON, and are events like any other.</summary>
public sealed class StoredEventsTests
{
    private static readonly OrderKey Order = new("captain", "a");
    private static readonly OrderEvent First = Samples.Event(Order, "e-1") with { Facts = new() { Recipient = new() { Name = "Sarah Miller" }, Kind = "delivery" } };
    private static readonly OrderEvent Second = Samples.Event(Order, "e-2", 1, status: DeliveryStatus.Delivered);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_in_JSON_are_read_folded_and_erased(bool written)
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using (var store = SqliteOrderStore.Open(folder))
        {
            await AddAsync(store, First);
            await AddAsync(store, Second);
        }

        MakeJson(temporary, written);

        await using var upgraded = SqliteOrderStore.Open(folder);
        var rows = await upgraded.ReadEventsAsync(Order, default);
        Assert.Equal([Json(First), Json(Second)], rows.Select(static row => Json(row.Event)));
        Assert.Equal(Headline.Delivered, (await upgraded.LoadAsync([Order], default))[0]!.State.Headline);

        await AddAsync(upgraded, Samples.Event(Order, "e-3", 2));
        Assert.True(await upgraded.ErasePersonalDataAsync(Order, Samples.Noon, default));
        rows = await upgraded.ReadEventsAsync(Order, default);
        Assert.Equal((3, null, "delivery"), (rows.Count, rows[0].Event.Facts.Recipient, rows[0].Event.Facts.Kind));
    }

    [Fact]
    public async Task Event_that_cannot_be_read_is_told_at_the_start()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using (var store = SqliteOrderStore.Open(folder))
        {
            await AddAsync(store, First);
        }

        EarlierOrders.Run(temporary, "UPDATE events SET event = substr(event, 1, 20); DELETE FROM history; UPDATE progress SET events_through = 0;");

        Assert.Contains("an event in it cannot be read", Assert.Throws<DatabaseUnusableException>(() => SqliteOrderStore.Open(folder)).Message, StringComparison.Ordinal);
    }

    /// <summary>The file as the version before would have left it.</summary>
    /// <param name="temporary">Holds it.</param>
    /// <param name="written">The orders' rows are up to date; or else a crash left them behind.</param>
    private static void MakeJson(TemporaryFolder temporary, bool written)
    {
        EarlierOrders.ToVersion2(temporary);
        Assert.Equal(2, EarlierOrders.Scalar(temporary, "SELECT count(*) FROM events WHERE substr(event, 1, 1) = x'7B'"));
        if (!written)
        {
            EarlierOrders.Run(temporary, "DELETE FROM history; DELETE FROM orders; UPDATE progress SET events_through = 0;");
        }
    }

    private static string Json(OrderEvent @event) => System.Text.Encoding.UTF8.GetString(OrderJson.Write(@event));

    private static async Task AddAsync(SqliteOrderStore store, OrderEvent @event)
    {
        var stored = (await store.LoadAsync([Order], default))[0];
        var known = await store.ReadEventsAsync(Order, default);
        var change = Samples.Change(stored?.Version, [.. known.Select(static row => row.Event), @event], Samples.Row(@event));
        Assert.Equal([CommitResult.Committed], await store.CommitAsync([change], default));
    }
}
