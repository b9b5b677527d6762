using OrderRelay.Core.Orders;
using OrderRelay.Core.Providers;
using static OrderRelay.Core.Tests.Providers.ProviderBodies;

namespace OrderRelay.Core.Tests.Providers.Captain;

public sealed class CaptainIdentityTests
{
    [Fact]
    public void Same_event_uuid_under_two_event_names_is_two_events()
    {
        var delivery = FromCaptain.Event(CaptainSample("order_status_updated.cancelled.with_items.json").Body);
        var kitchen = FromCaptain.Event(CaptainSample("order_preparation_updated.being_prepared.json").Body);
        Assert.Equal("order_status_updated:9a52600d-04e9-49b0-98c5-f4004fbcde9e", delivery.Identity.Value);
        Assert.Equal("order_preparation_updated:9a52600d-04e9-49b0-98c5-f4004fbcde9e", kitchen.Identity.Value);
        Assert.Equal(2, OrderProjection.Fold([delivery, kitchen]).State.Events);
    }

    [Fact]
    public void Metadata_is_not_part_of_the_content()
    {
        var sample = CaptainSample("order_status_updated.failed.json");
        var first = FromCaptain.Event(sample.Body);
        var again = FromCaptain.Event(sample.With("metadata.delivery_attempt", 2));
        Assert.Equal((first.Identity, first.Content), (again.Identity, again.Content));
        Assert.Equal(first.Content, FromCaptain.Event(sample.Without("metadata")).Content);
        Assert.Equal(1, OrderProjection.Fold([first, again]).State.Events);
    }

    [Fact]
    public void Inner_metadata_is_part_of_the_content()
    {
        var sample = CaptainSample("order_status_updated.failed.json");
        Assert.NotEqual(FromCaptain.Event(sample.Body).Content, FromCaptain.Event(sample.With("data.metadata", 2)).Content);
    }

    [Fact]
    public void Two_bodies_under_one_identity_are_a_conflict()
    {
        var sample = CaptainSample("order_status_updated.failed.json");
        var folded = OrderProjection.Fold([FromCaptain.Event(sample.Body), FromCaptain.Event(sample.With("data.order_status", "completed"))]);
        Assert.Equal(1, folded.State.Conflicts);
        Assert.Contains(folded.Timeline, static decided => decided.Decision.Verdict is Verdict.Conflict);
    }

    [Fact]
    public void Event_without_a_uuid_is_known_by_its_content()
    {
        var sample = CaptainSample("order_status_updated.failed.json");
        foreach (var body in new[] { sample.Without("event_uuid"), sample.With("event_uuid", ""), sample.With("event_uuid", null) })
        {
            var @event = FromCaptain.Event(body);
            Assert.Equal($"order_status_updated:sha256:{@event.Content.Value}", @event.Identity.Value);
            Assert.Equal(@event.Identity, FromCaptain.Scan(body).Identity);
        }
    }

    [Fact]
    public void Ids_that_are_numbers_are_taken_as_written()
    {
        var scan = FromCaptain.Scan("""{"event_name":"order_status_updated","event_uuid":17,"data":{"order_uuid":1.50}}""");
        Assert.Equal((ScanStatus.Recognised, "order_status_updated:17", "1.50"), (scan.Status, scan.Identity.Value, scan.OrderId));
    }

    [Fact]
    public void Id_too_long_for_a_key_is_absent()
    {
        var sample = CaptainSample("order_status_updated.failed.json");
        var longest = new string('x', JsonField.LongestId);
        Assert.Equal(longest, FromCaptain.Scan(sample.With("data.order_uuid", longest)).OrderId);
        Assert.Equal(ScanStatus.Unrecognised, FromCaptain.Scan(sample.With("data.order_uuid", longest + "x")).Status);
    }

    [Fact]
    public void Event_without_an_order_keeps_its_own_identity()
    {
        var scan = FromCaptain.Scan(CaptainSample("order_status_updated.failed.json").Without("data"));
        Assert.Equal((ScanStatus.Unrecognised, "order_status_updated"), (scan.Status, scan.EventName));
        Assert.Equal("order_status_updated:a4139c21-cb4e-4fbc-bdb8-29bcb73fe598", scan.Identity.Value);
    }

    [Fact]
    public void Doubled_member_counts_as_its_last()
        => Assert.Equal("second", FromCaptain.Event(CaptainBody("order_status_updated", "\"order_status\":\"failed\",\"order_uuid\":\"first\",\"order_uuid\":\"second\"")).Order.OrderId);
}
