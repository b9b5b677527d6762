using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class OrderMemoryTests
{
    private static readonly OrderImage Older = ImageOf("o", version: 1);
    private static readonly OrderImage Newer = Older with { Version = 2 };

    [Fact]
    public void Order_read_before_a_commit_and_remembered_after_it_is_left_out()
    {
        var memory = new OrderMemory(10);
        var began = memory.Changes();
        memory.Committed(Newer, null);
        memory.Forget(Newer.Key);

        memory.Read(Older, began);

        Assert.Null(memory.Find(Older.Key));
    }

    [Fact]
    public void Order_read_while_nothing_was_committed_is_remembered()
    {
        var memory = new OrderMemory(10);

        memory.Read(Older, memory.Changes());

        Assert.Equal("1", memory.Find(Older.Key)!.Version);
        Assert.Equal(Older.State.ToArray(), OrderJson.Write(memory.Find(Older.Key)!.State));
    }

    [Fact]
    public void Order_is_found_as_the_last_commit_left_it_however_long_its_state_was_before()
    {
        var memory = new OrderMemory(10);
        var longer = ImageOf("o", version: 1, kind: new string('x', 5000));
        memory.Committed(longer, null);
        memory.Committed(Newer, longer.Headline);

        Assert.Equal("2", memory.Find(Newer.Key)!.Version);
        Assert.Equal(Newer.State.ToArray(), OrderJson.Write(memory.Find(Newer.Key)!.State));
    }

    [Fact]
    public void Order_that_was_used_longest_ago_makes_room()
    {
        var memory = new OrderMemory(2);
        memory.Committed(ImageOf("a", 1), null);
        memory.Committed(ImageOf("b", 2), null);
        _ = memory.Find(new("captain", "a"));
        memory.Committed(ImageOf("c", 3), null);

        Assert.Equal("1", memory.Find(new("captain", "a"))!.Version);
        Assert.Null(memory.Find(new("captain", "b")));
        Assert.Equal("3", memory.Find(new("captain", "c"))!.Version);
        Assert.Equal("c", memory.Find(new("captain", "c"))!.State.Key.OrderId);
    }

    private static OrderImage ImageOf(string orderId, long version, string? kind = null)
    {
        var state = OrderProjection.Fold([Samples.Event(new("captain", orderId), "e")]).State;
        state = state with { Facts = state.Facts with { Kind = kind } };
        return new(state.Key, version, null, state.Headline, OrderJson.Write(state));
    }
}
