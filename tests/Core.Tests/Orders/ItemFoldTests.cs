using OrderRelay.Core.Orders;
using static OrderRelay.Core.Orders.PreparationStatus;
using static OrderRelay.Core.Tests.Orders.Given;

namespace OrderRelay.Core.Tests.Orders;

public sealed class ItemFoldTests
{
    [Fact]
    public void Items_are_sorted_by_ordinal_id_whatever_came_first()
        => Assert.Equal(["B", "a", "c", "é"], State(Snapshot(1, ("c", null), ("é", null)), Snapshot(2, ("a", null), ("B", null), ("c", null))).Items.Select(static item => item.Id));

    [Fact]
    public void Item_moves_alone_and_begins_the_preparation()
    {
        var state = State(Kitchen(1, Preparing, "a"), Kitchen(2, Prepared, "b"));

        Assert.Equal([("a", Preparing, Minute(1)), ("b", Prepared, Minute(2))], state.Items.Select(static item => (item.Id, item.Status!.Value, item.Since!.Value)));
        Assert.Null(state.Preparation);
        Assert.Equal(Headline.Preparing, state.Headline);
    }

    [Fact]
    public void Item_move_is_decided_on_the_items_own_track()
        => Assert.Equal(
            [Verdict.Applied, Verdict.Applied, Verdict.Repeated, Verdict.Regressed],
            Verdicts(Kitchen(1, Prepared, "a"), Kitchen(2, Prepared, "b"), Kitchen(3, Prepared, "a", "again"), Kitchen(4, Preparing, "b")));

    [Fact]
    public void Snapshot_carries_an_item_forward()
    {
        var item = Assert.Single(State(Kitchen(1, Preparing, "a"), Snapshot(2, ("a", Prepared))).Items);

        Assert.Equal((Prepared, Minute(2)), (item.Status!.Value, item.Since!.Value));
    }

    [Fact]
    public void Snapshot_never_takes_an_item_back_nor_renews_its_time()
    {
        var item = Assert.Single(State(Kitchen(1, Prepared, "a"), Snapshot(2, ("a", Preparing)), Snapshot(3, ("a", Prepared)), Snapshot(4, ("a", null))).Items);

        Assert.Equal((Prepared, Minute(1)), (item.Status!.Value, item.Since!.Value));
    }

    [Fact]
    public void Snapshot_moves_no_track_of_its_own()
        => Assert.Equal([Verdict.SideFact], Verdicts(Snapshot(1, ("a", Preparing))));

    [Fact]
    public void Item_details_are_never_erased_and_the_later_wins()
    {
        ItemFacts full = new() { Id = "a", Name = "Soup", Quantity = 2, Sequence = "1 of 2", Addons = ["salt"], Printer = "hot" };
        var item = Assert.Single(State(Says(1, new() { Items = [full] }), Says(2, new() { Items = [new() { Id = "a", Name = "Big soup" }] })).Items);

        Assert.Equal(("Big soup", 2, "1 of 2", "hot"), (item.Name, item.Quantity, item.Sequence, item.Printer));
        Assert.Equal(["salt"], item.Addons);
    }

    [Fact]
    public void One_item_listed_twice_is_one_item()
        => Assert.Equal(Prepared, Assert.Single(State(Snapshot(1, ("a", Prepared), ("a", Preparing))).Items).Status);

    [Fact]
    public void Earlier_state_is_not_changed_by_a_later_step()
    {
        var before = State(Snapshot(1, ("a", Preparing), ("c", null)));
        var written = OrderJson.Write(before);

        _ = OrderProjection.Step(before, Snapshot(2, ("a", Prepared), ("b", Preparing)));
        Assert.Equal(written, OrderJson.Write(before));
    }
}
