using OrderRelay.Core.Orders;
using static OrderRelay.Core.Tests.Providers.ProviderBodies;

namespace OrderRelay.Core.Tests.Providers.Abbiamo;

public sealed class AbbiamoMoveTests
{
    [Theory]
    [InlineData("CREATED", DeliveryStatus.Created)]
    [InlineData("SCHEDULED", DeliveryStatus.Created)]
    [InlineData("PENDING", DeliveryStatus.Pending)]
    [InlineData("HANDLING", DeliveryStatus.Pending)]
    [InlineData("MANUAL_HANDLE", DeliveryStatus.NeedsAttention)]
    [InlineData("DISPATCHED", DeliveryStatus.Assigned)]
    [InlineData("COLLECTED", DeliveryStatus.PickedUp)]
    [InlineData("IN_TRANSIT", DeliveryStatus.InTransit)]
    [InlineData("START_DELIVERY", DeliveryStatus.OutForDelivery)]
    [InlineData("SUCCESSFUL", DeliveryStatus.Delivered)]
    [InlineData("FAILED", DeliveryStatus.AttemptFailed)]
    [InlineData("VISIT_LATER", DeliveryStatus.AttemptFailed)]
    [InlineData("ORDER_FAILED", DeliveryStatus.Failed)]
    [InlineData("CANCELED", DeliveryStatus.Cancelled)]
    [InlineData("CANCELLED", DeliveryStatus.Cancelled)]
    [InlineData("RETURNING", DeliveryStatus.Returning)]
    [InlineData("RETURNED", DeliveryStatus.Returned)]
    [InlineData("successful", DeliveryStatus.Delivered)]
    public void Status_moves_the_delivery(string word, DeliveryStatus expected)
        => Assert.Equal(OrderMove.To(expected, word), Move($"\"status\":\"{word}\""));

    [Theory]
    [InlineData("ON_TIME")]
    [InlineData("DELAYED")]
    [InlineData("ON_HOLD")]
    [InlineData("TREATED")]
    public void Remark_is_a_side_fact(string word)
        => Assert.Equal(OrderMove.None(word, "DRIVER_ASSIGNED"), Move($"\"status\":\"{word}\",\"sub_status\":\"DRIVER_ASSIGNED\""));

    [Theory]
    [InlineData("substatus")]
    [InlineData("sub_status")]
    public void Substatus_is_read_from_substatus_and_sub_status(string field)
        => Assert.Equal(OrderMove.To(DeliveryStatus.AtPickup, "IN_TRANSIT", "COLLECTING"), Move($"\"status\":\"IN_TRANSIT\",\"{field}\":\"COLLECTING\""));

    [Theory]
    [InlineData("IN_TRANSIT", "AT_PICKUP_POINT", DeliveryStatus.AtPickup)]
    [InlineData("IN_TRANSIT", "DRIVER_CONFIRMED", DeliveryStatus.Assigned)]
    [InlineData("PENDING", "DRIVER_ASSIGNED", DeliveryStatus.Assigned)]
    [InlineData("HANDLING", "DRIVER_CONFIRMED", DeliveryStatus.Assigned)]
    [InlineData("DISPATCHED", "AT_PICKUP_POINT", DeliveryStatus.AtPickup)]
    [InlineData("DISPATCHED", "ROUTE_PLANNED", DeliveryStatus.Assigned)]
    [InlineData("PENDING", "WAITING_FOR_CARRIER", DeliveryStatus.Pending)]
    [InlineData("COLLECTED", "COLLECTING", DeliveryStatus.PickedUp)]
    [InlineData("START_DELIVERY", "AT_PICKUP_POINT", DeliveryStatus.OutForDelivery)]
    [InlineData("FAILED", "AT_PICKUP_POINT", DeliveryStatus.AttemptFailed)]
    [InlineData("SUCCESSFUL", "DRIVER_ASSIGNED", DeliveryStatus.Delivered)]
    [InlineData("CANCELED", "DRIVER_ASSIGNED", DeliveryStatus.Cancelled)]
    public void Substatus_refines_a_status_before_the_pickup_only(string status, string substatus, DeliveryStatus expected)
        => Assert.Equal(expected, Move($"\"status\":\"{status}\",\"sub_status\":\"{substatus}\"").Delivery);

    [Theory]
    [InlineData("IN_TRANSIT", DeliveryStatus.InTransit)]
    [InlineData("SUCCESSFUL", DeliveryStatus.Delivered)]
    public void Substatus_outside_the_table_never_makes_an_event_unknown(string status, DeliveryStatus expected)
        => Assert.Equal(OrderMove.To(expected, status, "BEAMED_UP"), Move($"\"status\":\"{status}\",\"sub_status\":\"BEAMED_UP\""));

    [Fact]
    public void Status_outside_the_table_is_unknown_whatever_its_substatus()
        => Assert.Equal(OrderMove.UnknownStatus("TELEPORTED", "COLLECTING"), Move("\"status\":\"TELEPORTED\",\"sub_status\":\"COLLECTING\""));

    private static OrderMove Move(string fields) => FromAbbiamo.Event(AbbiamoBody(fields)).Move;
}
