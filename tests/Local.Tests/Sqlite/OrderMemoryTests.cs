using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class OrderMemoryTests
{
    private static readonly StoredOrder Older = Order("o", version: 1);
    private static readonly StoredOrder Newer = Older with { Version = "2" };

    [Fact]
    public void Order_read_before_a_commit_and_remembered_after_it_is_left_out()
    {
        var memory = new OrderMemory(10);
        var began = memory.Changes();
        memory.Committed(Newer, null);
        memory.Forget(Newer.State.Key);

        memory.Read(Older, began);

        Assert.Null(memory.Find(Older.State.Key));
    }

    [Fact]
    public void Order_read_while_nothing_was_committed_is_remembered()
    {
        var memory = new OrderMemory(10);

        memory.Read(Older, memory.Changes());

        Assert.Same(Older, memory.Find(Older.State.Key));
    }

    [Fact]
    public void Order_is_found_as_the_last_commit_left_it()
    {
        var memory = new OrderMemory(10);
        memory.Committed(Older, null);
        memory.Committed(Newer, Older.State.Headline);

        Assert.Same(Newer, memory.Find(Newer.State.Key));
        Assert.Equal(1, memory.Counts()[Newer.State.Headline]);
    }

    [Fact]
    public void Order_that_was_used_longest_ago_makes_room()
    {
        var memory = new OrderMemory(2);
        memory.Committed(Order("a", 1), null);
        memory.Committed(Order("b", 2), null);
        _ = memory.Find(new("captain", "a"));
        memory.Committed(Order("c", 3), null);

        Assert.Equal("1", memory.Find(new("captain", "a"))!.Version);
        Assert.Null(memory.Find(new("captain", "b")));
        Assert.Equal("3", memory.Find(new("captain", "c"))!.Version);
    }

    [Fact]
    public void No_more_orders_are_kept_than_there_is_room_for()
    {
        var memory = new OrderMemory(10);
        for (var order = 0; order < 1000; order++)
        {
            memory.Committed(Order($"{order}", 1), null);
        }

        Assert.InRange(Enumerable.Range(0, 1000).Count(order => memory.Find(new("captain", $"{order}")) is not null), 5, 10);
        Assert.Equal(1000, memory.Counts()[Older.State.Headline]);
    }

    /// <summary>Whatever is used between is found as it is now, in whichever half it lies.</summary>
    [Fact]
    public void Change_of_an_order_that_was_not_used_for_a_while_replaces_what_was_kept()
    {
        var memory = new OrderMemory(4);
        memory.Committed(Older, null);
        memory.Committed(Order("a", 1), null);
        memory.Committed(Order("b", 1), null);

        memory.Committed(Newer, Older.State.Headline);
        memory.Committed(Order("c", 1), null);
        memory.Committed(Order("d", 1), null);

        Assert.Same(Newer, memory.Find(Newer.State.Key));
        memory.Forget(Newer.State.Key);
        Assert.Null(memory.Find(Newer.State.Key));
    }

    private static StoredOrder Order(string orderId, long version)
        => StoredOrders.Of(OrderProjection.Fold([Samples.Event(new("captain", orderId), "e")]).State, version, null);
}
