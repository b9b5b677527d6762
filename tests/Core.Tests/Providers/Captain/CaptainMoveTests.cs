using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Providers;
using static OrderRelay.Core.Tests.Providers.ProviderBodies;

namespace OrderRelay.Core.Tests.Providers.Captain;

public sealed class CaptainMoveTests
{
    [Theory]
    [InlineData("in_progress", DeliveryStatus.PickedUp)]
    [InlineData("completed", DeliveryStatus.Delivered)]
    [InlineData("failed", DeliveryStatus.Failed)]
    [InlineData("cancelled", DeliveryStatus.Cancelled)]
    [InlineData("auto_closed", DeliveryStatus.ClosedUnconfirmed)]
    [InlineData("not_dispatched", DeliveryStatus.ClosedUnconfirmed)]
    [InlineData("Completed", DeliveryStatus.Delivered)]
    public void Order_status_moves_the_delivery(string word, DeliveryStatus expected)
        => Assert.Equal(OrderMove.To(expected, word), Move("order_status_updated", $"\"order_status\":\"{word}\""));

    [Theory]
    [InlineData("unassigned_to_driver", DeliveryStatus.Pending)]
    [InlineData("assigned_to_driver", DeliveryStatus.Assigned)]
    [InlineData("assigned_and_accepted_by_driver", DeliveryStatus.Assigned)]
    [InlineData("collected", DeliveryStatus.PickedUp)]
    [InlineData("dropped_off", DeliveryStatus.Delivered)]
    [InlineData("returning_to_pickup_with_delivery", DeliveryStatus.Returning)]
    [InlineData("auto_closed", DeliveryStatus.ClosedUnconfirmed)]
    [InlineData("failed", DeliveryStatus.Failed)]
    [InlineData("cancelled", DeliveryStatus.Cancelled)]
    public void Job_status_moves_the_delivery_whatever_its_field_is_called(string word, DeliveryStatus expected)
    {
        foreach (var field in new[] { "status", "job_delivery_status", "delivery_status", "order_status" })
        {
            Assert.Equal(OrderMove.To(expected, word), Move("job_delivery_status_updated", $"\"{field}\":\"{word}\""));
        }
    }

    [Fact]
    public void Job_event_whose_status_cannot_be_found_is_kept_as_unknown()
        => Assert.Equal(OrderMove.UnknownStatus(null), Move("job_delivery_status_updated", "\"x\":1"));

    [Fact]
    public void Assignment_events_move_the_delivery_by_their_name()
    {
        Assert.Equal(DeliveryStatus.Assigned, Move("order_assigned", "\"x\":1").Delivery);
        Assert.Equal(DeliveryStatus.Pending, Move("order_unassigned", "\"x\":1").Delivery);
    }

    [Theory]
    [InlineData("\"status\":\"prepared\"", PreparationStatus.Prepared)]
    [InlineData("\"order_status\":\"prepared\"", PreparationStatus.Prepared)]
    [InlineData("\"status\":\"prepared\",\"order_status\":\"being_prepared\"", PreparationStatus.Prepared)]
    [InlineData("\"status\":\"\",\"order_status\":\"being_prepared\"", PreparationStatus.Preparing)]
    [InlineData("\"status\":\"in_progress\",\"order_status\":\"being_prepared\"", PreparationStatus.Preparing)]
    [InlineData("\"status\":\"suggested\"", PreparationStatus.Suggested)]
    [InlineData("\"status\":\"not_being_prepared\"", PreparationStatus.NotStarted)]
    public void Preparation_reads_both_status_and_order_status(string data, PreparationStatus expected)
        => Assert.Equal(expected, Move("order_preparation_updated", data).Preparation);

    [Fact]
    public void Item_event_moves_its_item_only()
    {
        var @event = FromCaptain.Event(CaptainSample("item_status_updated.being_prepared.json").Body);
        Assert.Equal(OrderMove.To(PreparationStatus.Preparing, "being_prepared", "2ae70448ed49"), @event.Move);
        var item = Assert.Single(@event.Facts.Items!);
        Assert.Equal(
            ("2ae70448ed49", "Pineapple Pizza", (int?)2, "3 of 4", "fryer", (PreparationStatus?)null),
            (item.Id, item.Name, item.Quantity, item.Sequence, item.Printer, item.Status));
        Assert.Empty(item.Addons!);
    }

    [Fact]
    public void Item_event_without_its_item_is_an_invalid_field()
    {
        var mapped = FromCaptain.Map(CaptainSample("item_status_updated.being_prepared.json").Without("data.item_uuid"));
        Assert.Equal(DeadLetterReason.InvalidField, mapped.Failure);
        Assert.Contains("data.item_uuid", mapped.FailureText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent_eta_updated")]
    [InlineData("agent.radar_locations.created")]
    [InlineData("order_kds_print_request")]
    [InlineData("some_event_of_next_year")]
    public void Other_event_with_an_order_is_a_side_fact(string name)
    {
        var body = CaptainBody(name, "\"order_status\":\"completed\",\"kind\":\"delivery\"");
        Assert.Equal(ScanStatus.Recognised, FromCaptain.Scan(body).Status);
        Assert.Equal(OrderMove.None(), FromCaptain.Event(body).Move);
        Assert.Equal("delivery", FromCaptain.Event(body).Facts.Kind);
    }

    private static OrderMove Move(string name, string data) => FromCaptain.Event(CaptainBody(name, data)).Move;
}
