using System.Text.Json;
using OrderRelay.Core.Orders;
using static OrderRelay.Core.Tests.Orders.Given;

namespace OrderRelay.Core.Tests.Orders;

public sealed class OrderProjectionTests
{
    [Fact]
    public void No_event_at_all_is_refused() => Assert.Throws<ArgumentException>(static () => OrderProjection.Fold([]));

    [Fact]
    public void Second_attempt_is_normal()
        => Assert.Equal(
            [Verdict.Applied, Verdict.Applied, Verdict.Applied, Verdict.Applied],
            Verdicts(
                Delivery(1, DeliveryStatus.OutForDelivery),
                Delivery(2, DeliveryStatus.AttemptFailed),
                Delivery(3, DeliveryStatus.OutForDelivery),
                Delivery(4, DeliveryStatus.Delivered)));

    [Fact]
    public void Later_event_of_lower_rank_moves_the_track_back_and_says_so()
    {
        var folded = Fold(Delivery(1, DeliveryStatus.OutForDelivery), Delivery(2, DeliveryStatus.Assigned));

        Assert.Equal(Verdict.Regressed, folded.Timeline[1].Decision.Verdict);
        Assert.Equal(DeliveryStatus.Assigned, folded.State.Delivery?.Status);
    }

    [Fact]
    public void Soft_end_reopens_only_for_a_strictly_later_move()
    {
        Assert.Equal(DeliveryStatus.Delivered, State(Delivery(1, DeliveryStatus.Failed), Delivery(1.01, DeliveryStatus.Delivered)).Delivery?.Status);
        Assert.Equal(DeliveryStatus.Failed, State(Delivery(1, DeliveryStatus.Failed), Delivery(1, DeliveryStatus.Delivered)).Delivery?.Status);
    }

    [Fact]
    public void Event_after_the_end_keeps_its_facts_and_moves_nothing()
    {
        var state = State(Delivery(1, DeliveryStatus.Delivered), Delivery(2, DeliveryStatus.PickedUp, new() { Carrier = "late" }));

        Assert.Equal(DeliveryStatus.Delivered, state.Delivery?.Status);
        Assert.Equal("late", state.Facts.Carrier);
        Assert.True(state.Ended);
    }

    [Fact]
    public void Repeated_status_keeps_the_time_it_was_first_reached()
    {
        var state = State(Delivery(1, DeliveryStatus.PickedUp, id: "a"), Delivery(5, DeliveryStatus.PickedUp, id: "b"));

        Assert.Equal((Minute(1), "a"), (state.Delivery!.Since, state.Delivery.SetBy.Value));
        Assert.Equal([new("picked_up", Minute(1), Minute(1), 1)], state.DeliveryTimes);
    }

    [Fact]
    public void Time_wins_over_arrival()
        => Assert.Equal(DeliveryStatus.Delivered, State(Delivery(9, DeliveryStatus.Delivered), Delivery(1, DeliveryStatus.Created)).Delivery?.Status);

    [Fact]
    public void Tie_of_time_is_broken_by_rank()
        => Assert.Equal(
            ["created", "assigned", "out_for_delivery", "delivered"],
            State(
                Delivery(1, DeliveryStatus.Delivered, id: "a"),
                Delivery(1, DeliveryStatus.OutForDelivery, id: "b"),
                Delivery(1, DeliveryStatus.Created, id: "z"),
                Delivery(1, DeliveryStatus.Assigned, id: "c")).DeliveryTimes.Select(static time => time.Status));

    [Fact]
    public void Tie_of_time_and_rank_is_broken_by_ordinal_identity()
    {
        OrderEvent lower = Delivery(1, DeliveryStatus.Failed, id: "B"), higher = Delivery(1, DeliveryStatus.Cancelled, id: "a");

        Assert.Equal(DeliveryStatus.Failed, State(higher, lower).Delivery?.Status);
        Assert.Equal(DeliveryStatus.Failed, State(lower, higher).Delivery?.Status);
    }

    [Fact]
    public void Smallest_difference_of_time_decides()
    {
        var early = Delivery(1, DeliveryStatus.Delivered);
        var late = Delivery(1, DeliveryStatus.Returning) with { OccurredAt = early.OccurredAt.AddTicks(1) };

        Assert.Equal(DeliveryStatus.Returning, State(late, early).Delivery?.Status);
    }

    [Fact]
    public void Same_instant_in_another_offset_is_the_same_instant()
    {
        var noon = Delivery(1, DeliveryStatus.Delivered);
        var elsewhere = Delivery(1, DeliveryStatus.PickedUp) with { OccurredAt = noon.OccurredAt.ToOffset(TimeSpan.FromHours(11)) };

        Assert.Equal([Verdict.Applied, Verdict.Applied], Verdicts(noon, elsewhere));
        Assert.Equal(
            OrderJson.Write(State(noon, elsewhere with { OccurredAt = noon.OccurredAt })), OrderJson.Write(State(noon, elsewhere)));
    }

    [Fact]
    public void Duplicates_change_nothing()
    {
        OrderEvent once = Delivery(1, DeliveryStatus.PickedUp), other = Delivery(2, DeliveryStatus.Delivered);

        Assert.Equal(OrderJson.Write(State(once, other)), OrderJson.Write(State(other, once, once with { }, other, once)));
        Assert.Equal(2, Fold(once, other, once, other).Timeline.Count);
    }

    [Fact]
    public void Conflict_is_decided_by_fold_order_whatever_arrives_first()
    {
        OrderEvent first = Delivery(1, DeliveryStatus.PickedUp, id: "same", content: "a"), second = Delivery(2, DeliveryStatus.Delivered, id: "same", content: "b");

        Assert.Equal([Verdict.Applied, Verdict.Conflict], Verdicts(first, second));
        Assert.Equal([Verdict.Applied, Verdict.Conflict], Verdicts(second, first, second));
        Assert.Equal((DeliveryStatus.PickedUp, 2, 1), (State(second, first).Delivery!.Status, State(second, first).Events, State(second, first).Conflicts));
    }

    [Fact]
    public void Conflict_in_one_instant_and_rank_is_decided_by_content()
    {
        OrderEvent a = Delivery(1, DeliveryStatus.PickedUp, new() { Carrier = "a" }, "same", "a"), b = Delivery(1, DeliveryStatus.PickedUp, new() { Carrier = "b" }, "same", "b");

        Assert.Equal("a", State(b, a).Facts.Carrier);
        Assert.Equal("a", State(a, b).Facts.Carrier);
    }

    [Fact]
    public void Conflict_leaves_no_facts_and_still_is_the_last_event()
    {
        var state = State(Delivery(1, DeliveryStatus.PickedUp, id: "same"), Delivery(7, DeliveryStatus.Delivered, new() { Carrier = "x" }, "same", "other"));

        Assert.Null(state.Facts.Carrier);
        Assert.Equal(Minute(7), state.LastEventAt);
        Assert.Equal(Minute(1), state.HeadlineSince);
    }

    [Fact]
    public void Unknown_status_is_kept_counted_and_moves_nothing()
    {
        var folded = Fold(Delivery(1, DeliveryStatus.PickedUp), Unknown(2, "TELEPORTED"), Unknown(3, "BEAMED"));

        Assert.Equal(Verdict.UnknownStatus, folded.Timeline[2].Decision.Verdict);
        Assert.Equal((2, 3, Headline.PickedUp), (folded.State.UnknownStatuses, folded.State.Events, folded.State.Headline));
    }

    [Fact]
    public void Side_fact_is_kept_and_moves_nothing()
    {
        var folded = Fold(Says(1, new() { Carrier = "fleet" }));

        Assert.Equal(Verdict.SideFact, folded.Timeline[0].Decision.Verdict);
        Assert.Equal(("fleet", Headline.Unknown), (folded.State.Facts.Carrier, folded.State.Headline));
    }

    [Fact]
    public void Times_count_every_reaching_of_a_status_in_order_of_the_first()
        => Assert.Equal(
            [new("out_for_delivery", Minute(1), Minute(3), 2), new("attempt_failed", Minute(2), Minute(4), 2)],
            State(
                Delivery(1, DeliveryStatus.OutForDelivery),
                Delivery(2, DeliveryStatus.AttemptFailed),
                Delivery(3, DeliveryStatus.OutForDelivery),
                Delivery(4, DeliveryStatus.AttemptFailed)).DeliveryTimes);

    [Fact]
    public void Kitchen_and_delivery_are_tracks_of_their_own()
    {
        var state = State(Kitchen(1, PreparationStatus.Preparing), Delivery(2, DeliveryStatus.PickedUp), Kitchen(3, PreparationStatus.Prepared));

        Assert.Equal((DeliveryStatus.PickedUp, PreparationStatus.Prepared), (state.Delivery!.Status, state.Preparation!.Status));
        Assert.Equal([new("preparing", Minute(1), Minute(1), 1), new("prepared", Minute(3), Minute(3), 1)], state.PreparationTimes);
    }

    [Fact]
    public void Kitchen_moves_on_after_the_delivery_has_ended()
        => Assert.Equal([Verdict.Applied, Verdict.Applied], Verdicts(Delivery(1, DeliveryStatus.Delivered), Kitchen(2, PreparationStatus.Prepared)));

    [Fact]
    public void Headline_since_is_the_event_that_changed_the_headline()
    {
        OrderEvent created = Delivery(1, DeliveryStatus.Created), cooking = Kitchen(2, PreparationStatus.Preparing), assigned = Delivery(3, DeliveryStatus.Assigned);

        Assert.Equal((Headline.Created, Minute(1)), HeadlineOf(created));
        Assert.Equal((Headline.Preparing, Minute(2)), HeadlineOf(created, cooking));
        Assert.Equal((Headline.Preparing, Minute(2)), HeadlineOf(created, cooking, assigned));
        Assert.Equal((Headline.Unknown, Minute(1)), HeadlineOf(Says(1, new() { Carrier = "x" }), Says(2, new() { Carrier = "y" })));
    }

    [Fact]
    public void Track_names_the_event_that_set_it_and_the_providers_own_words()
    {
        var track = State(Event(1, OrderMove.To(DeliveryStatus.AtPickup, "IN_TRANSIT", "COLLECTING"), id: "x")).Delivery!;

        Assert.Equal(("x", "IN_TRANSIT", "COLLECTING"), (track.SetBy.Value, track.ProviderStatus, track.ProviderSubstatus));
    }

    [Fact]
    public void Step_refuses_an_event_that_sorts_before_the_last()
    {
        var state = State(Delivery(5, DeliveryStatus.PickedUp));

        Assert.False(OrderProjection.IsInOrder(state, Delivery(1, DeliveryStatus.Created)));
        Assert.Throws<ArgumentException>(() => OrderProjection.Step(state, Delivery(1, DeliveryStatus.Created)));
        Assert.Throws<ArgumentException>(() => OrderProjection.Step(state, Delivery(5, DeliveryStatus.PickedUp)));
    }

    [Fact]
    public void Step_refuses_an_event_of_another_order()
        => Assert.Throws<ArgumentException>(static () => OrderProjection.Step(State(Delivery(1, DeliveryStatus.Created)), Foreign(Delivery(2, DeliveryStatus.Pending))));

    [Theory]
    [InlineData("another identity", "c0")]
    [InlineData("same", "c0")]
    [InlineData("same", "other content")]
    public void Fold_refuses_events_of_two_orders(string identity, string content)
        => Assert.Throws<ArgumentException>(() => Fold(
            Delivery(1, DeliveryStatus.Created, id: "same"), Foreign(Delivery(1, DeliveryStatus.Created, id: identity, content: content))));

    [Fact]
    public void Custom_fields_sent_as_null_do_not_erase_earlier_ones()
    {
        var none = JsonDocument.Parse("null").RootElement;
        var some = JsonDocument.Parse("""{"sms_opt_in":true}""").RootElement;

        Assert.Equal(some, State(Says(1, new() { CustomFields = some }), Says(2, new() { CustomFields = none })).Facts.CustomFields);
        Assert.Null(new OrderFacts { CustomFields = none }.CustomFields);
        Assert.Null(new OrderFacts { CustomFields = default(JsonElement) }.CustomFields);
    }

    private static OrderEvent Foreign(OrderEvent @event) => @event with { Order = new("captain", "another") };

    private static (Headline, DateTimeOffset) HeadlineOf(params OrderEvent[] events)
        => State(events) is var state ? (state.Headline, state.HeadlineSince) : default;
}
