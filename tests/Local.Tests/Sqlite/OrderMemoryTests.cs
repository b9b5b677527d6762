using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class OrderMemoryTests
{
    private static readonly StoredOrder Older = new(OrderProjection.Fold([Samples.Event(new("captain", "o"), "e")]).State, "1", null);
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
}
