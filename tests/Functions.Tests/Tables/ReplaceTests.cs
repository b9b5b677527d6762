using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Tables;
using OrderRelay.Functions.Tests.Storage;

namespace OrderRelay.Functions.Tests.Tables;

/// <summary>Replacing more rows than the service takes in one transaction.</summary>
public sealed class ReplaceTests
{
    private const int Many = 150;

    [Fact]
    public async Task More_rows_than_a_transaction_takes_are_replaced_in_several()
    {
        var (storage, rows) = await OrderAsync();
        storage.Requests.Reset();

        Assert.Equal(CommitResult.Committed, await storage.Orders.CommitOneAsync(await RemappedAsync(storage, rows)));

        Assert.Equal(3, storage.Requests.Count("POST $batch", "orders"));
        var after = await storage.Orders.ReadEventsAsync(Given.Key(), default);
        Assert.Equal(Many, after.Count);
        Assert.All(after, static row => Assert.Equal(DeliveryStatus.Delivered, row.Event.Move.Delivery));
        Assert.All(after, static row => Assert.NotNull(row.Raw));
        Assert.Equal(DeliveryStatus.Delivered, (await storage.Orders.LoadOneAsync(Given.Key()))!.State.Delivery!.Status);
    }

    [Fact]
    public async Task Event_committed_in_between_is_a_conflict_and_is_not_lost()
    {
        var (storage, rows) = await OrderAsync();
        var change = await RemappedAsync(storage, rows);
        var batches = 0;
        storage.Requests.Before = async request =>
        {
            if (request.StartsWith("POST $batch", StringComparison.Ordinal) && Interlocked.Increment(ref batches) == 2)
            {
                var rival = await storage.Orders.LoadOneAsync(Given.Key());
                Assert.Equal(CommitResult.Committed, await storage.Orders.CommitOneAsync(Given.Change(rival, Given.Row(Given.Event(Given.Key(), Many)))));
            }
        };

        Assert.Equal(CommitResult.VersionConflict, await storage.Orders.CommitOneAsync(change));

        Assert.Equal(Many + 1, (await storage.Orders.ReadEventsAsync(Given.Key(), default)).Count);
        Assert.Equal(CommitResult.Committed, await storage.Orders.CommitOneAsync(await RemappedAsync(storage, rows)));
    }

    private static async Task<(TestStorage Storage, IReadOnlyList<EventRow> Rows)> OrderAsync()
    {
        var storage = await TestStorage.CreateAsync();
        foreach (var some in Enumerable.Range(0, Many).Chunk(OrderTransaction.MaxActions / 2))
        {
            var stored = await storage.Orders.LoadOneAsync(Given.Key());
            var added = some.Select(static minute => Given.Row(Given.Event(Given.Key(), minute))).ToArray();
            Assert.Equal(CommitResult.Committed, await storage.Orders.CommitOneAsync(Given.Change(stored, added)));
        }

        return (storage, await storage.Orders.ReadEventsAsync(Given.Key(), default));
    }

    private static async Task<OrderChange> RemappedAsync(TestStorage storage, IReadOnlyList<EventRow> rows)
    {
        EventRow[] mapped = [.. rows.Select(static row => row with { Event = row.Event with { Move = OrderMove.To(DeliveryStatus.Delivered, "Delivered") } })];
        return new()
        {
            State = OrderProjection.Fold([.. mapped.Select(static row => row.Event)]).State,
            ExpectedVersion = (await storage.Orders.LoadOneAsync(Given.Key()))!.Version,
            Replace = mapped,
        };
    }
}
