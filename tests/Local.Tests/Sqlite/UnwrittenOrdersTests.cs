using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class UnwrittenOrdersTests
{
    private readonly FakeTime _time = new();
    private readonly UnwrittenOrders _unwritten;

    public UnwrittenOrdersTests() => _unwritten = new(_time);

    [Fact]
    public void None_is_due_before_its_time_while_there_is_room()
    {
        Assert.Equal(-1, _unwritten.DueIn());
        Put("a", 1);
        _time.Advance(UnwrittenOrders.Longest - TimeSpan.FromMilliseconds(3));

        Assert.Equal(3, _unwritten.DueIn());
        Assert.Empty(_unwritten.Due(1));
    }

    [Fact]
    public void Oldest_are_due_in_their_time_however_often_they_moved_since()
    {
        Put("a", 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        Put("b", 2);
        Put("a", 1, version: 2);
        _time.Advance(UnwrittenOrders.Longest);

        Assert.Equal(0, _unwritten.DueIn());
        Assert.Equal([("a", 2L), ("b", 1L)], _unwritten.Due(1).Select(static due => (due.Key.OrderId, due.Order.Now.Version)));
    }

    [Fact]
    public void No_group_writes_all_that_is_old()
    {
        Fill(UnwrittenOrders.WithOneGroup + 10);
        _time.Advance(UnwrittenOrders.Longest);

        Assert.Equal(UnwrittenOrders.WithOneGroup, _unwritten.Due(1).Count);
    }

    [Fact]
    public void What_there_is_no_room_for_is_due_at_once()
    {
        Fill(UnwrittenOrders.Most);
        Assert.Empty(_unwritten.Due(1));

        Fill(UnwrittenOrders.Most + 3);

        Assert.Equal(["0", "1", "2"], _unwritten.Due(UnwrittenOrders.LargeGroup - 1).Select(static due => due.Key.OrderId));
    }

    [Fact]
    public void Where_groups_are_large_many_are_due_together_once_there_is_no_room()
    {
        Fill(UnwrittenOrders.Most);
        Assert.Empty(_unwritten.Due(UnwrittenOrders.LargeGroup));

        Fill(UnwrittenOrders.Most + 1);

        Assert.Equal(
            Enumerable.Range(0, UnwrittenOrders.WhenFull).Select(static order => $"{order}"),
            _unwritten.Due(UnwrittenOrders.LargeGroup).Select(static due => due.Key.OrderId));
    }

    [Fact]
    public void Order_that_was_written_and_moved_again_is_behind_the_others()
    {
        Put("a", 1);
        Put("b", 2);
        _unwritten.Remove(Key("a"));
        Put("a", 3);

        Assert.Equal(["b", "a"], _unwritten.All().Select(static order => order.Key.OrderId));
        Assert.Equal(2, _unwritten.FirstEventBehind(0));
        Assert.Equal(3, _unwritten.FirstEventBehind(1));
        Assert.Null(_unwritten.FirstEventBehind(2));
    }

    private static OrderKey Key(string orderId) => new("captain", orderId);

    private void Fill(int count)
    {
        for (var order = 0; order < count; order++)
        {
            Put($"{order}", order + 1);
        }
    }

    private void Put(string orderId, long firstEvent, long version = 1)
    {
        var state = Samples.State(Samples.Event(Key(orderId), "e"));
        _unwritten.Put(Key(orderId), new(OrderColumns.Of(firstEvent, version, null, state), null, null, firstEvent, null));
    }
}
