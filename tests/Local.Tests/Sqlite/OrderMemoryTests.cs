using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class OrderMemoryTests
{
    private static readonly OrderKey Key = new("captain", "o");
    private static readonly KnownOrder Older = Order("o", version: 1);
    private static readonly KnownOrder Newer = Order("o", version: 2);

    [Fact]
    public void Order_read_before_a_commit_and_remembered_after_it_is_left_out()
    {
        var memory = new OrderMemory(10);
        var began = memory.Changes();
        memory.Committed(Key, Newer, null);
        memory.Forget(Key);

        memory.Read(Key, Older.Remembered!.Value, began);

        Assert.Null(memory.Find(Key));
    }

    [Fact]
    public void Order_read_while_nothing_was_committed_is_remembered()
    {
        var memory = new OrderMemory(10);

        memory.Read(Key, Older.Remembered!.Value, memory.Changes());

        Assert.Equal("1", memory.Find(Key)?.Version);
    }

    [Fact]
    public void Order_is_found_as_the_last_commit_left_it()
    {
        var memory = new OrderMemory(10);
        memory.Committed(Key, Older, null);
        memory.Committed(Key, Newer, Older.Now.Headline);

        Assert.Equal("2", memory.Find(Key)?.Version);
        Assert.Equal(1, memory.Counts()[Newer.Now.Headline]);
    }

    [Fact]
    public void Order_that_was_used_longest_ago_makes_room()
    {
        var memory = new OrderMemory(2);
        memory.Committed(new("captain", "a"), Order("a", 1), null);
        memory.Committed(new("captain", "b"), Order("b", 2), null);
        _ = memory.Find(new("captain", "a"));
        memory.Committed(new("captain", "c"), Order("c", 3), null);

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
            memory.Committed(new("captain", $"{order}"), Order($"{order}", 1), null);
        }

        Assert.InRange(Enumerable.Range(0, 1000).Count(order => memory.Find(new("captain", $"{order}")) is not null), 5, 10);
        Assert.Equal(1000, memory.Counts()[Older.Now.Headline]);
    }

    /// <summary>Whatever is used between is found as it is now, in whichever half it lies.</summary>
    [Fact]
    public void Change_of_an_order_that_was_not_used_for_a_while_replaces_what_was_kept()
    {
        var memory = new OrderMemory(4);
        memory.Committed(Key, Older, null);
        memory.Committed(new("captain", "a"), Order("a", 1), null);
        memory.Committed(new("captain", "b"), Order("b", 1), null);

        memory.Committed(Key, Newer, Older.Now.Headline);
        memory.Committed(new("captain", "c"), Order("c", 1), null);
        memory.Committed(new("captain", "d"), Order("d", 1), null);

        Assert.Equal("2", memory.Find(Key)?.Version);
        memory.Forget(Key);
        Assert.Null(memory.Find(Key));
    }

    private static KnownOrder Order(string orderId, long version)
    {
        var state = OrderProjection.Fold([Samples.Event(new("captain", orderId), "e")]).State;
        return new(OrderColumns.Of(1, version, null, state), null, PackedState.Write(state), 1, null);
    }
}
