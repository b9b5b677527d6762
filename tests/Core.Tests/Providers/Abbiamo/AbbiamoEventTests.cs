using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Providers;
using static OrderRelay.Core.Tests.Providers.ProviderBodies;

namespace OrderRelay.Core.Tests.Providers.Abbiamo;

public sealed class AbbiamoEventTests
{
    [Fact]
    public void Event_without_an_id_is_known_by_its_content()
    {
        var sample = AbbiamoSample("COLLECTED");
        var @event = FromAbbiamo.Event(sample.Body);
        Assert.Equal($"sha256:{@event.Content.Value}", @event.Identity.Value);
        Assert.Equal(@event.Identity, FromAbbiamo.Event(sample.LaidOutOtherwise()).Identity);
        Assert.NotEqual(@event.Identity, FromAbbiamo.Event(sample.With("driver_name", "Maria")).Identity);
    }

    [Fact]
    public void Event_at_is_when_it_happened_and_timestamp_in_milliseconds_when_it_was_sent()
    {
        var mapped = FromAbbiamo.Map(AbbiamoSample("COLLECTED").Body);
        Assert.Equal("2023-01-10T10:18:44Z", InstantConverter.Write(mapped.Event!.OccurredAt));
        Assert.Equal("2023-01-10T10:18:44.000Z", mapped.Event.OccurredAtText);
        Assert.Equal("2022-08-23T18:47:56.296Z", InstantConverter.Write(mapped.SentAt!.Value));
        Assert.Null(mapped.DeliveryAttempt);
    }

    [Fact]
    public void Timestamp_is_the_time_when_event_at_is_absent()
    {
        var @event = FromAbbiamo.Event(AbbiamoSample("COLLECTED").With("event_at", ""));
        Assert.Equal(("2022-08-23T18:47:56.296Z", "1661280476296"), (InstantConverter.Write(@event.OccurredAt), @event.OccurredAtText));
        Assert.Equal(DeadLetterReason.InvalidField, FromAbbiamo.Map(AbbiamoSample("COLLECTED").Without("event_at", "timestamp")).Failure);
    }

    [Fact]
    public void Ties_of_time_are_broken_by_rank()
    {
        OrderEvent[] backwards = [Sample("SUCCESSFUL.DELIVERED"), Sample("START_DELIVERY"), Sample("CREATED")];
        var folded = OrderProjection.Fold(backwards);
        Assert.Equal(DeliveryStatus.Delivered, folded.State.Delivery!.Status);
        Assert.Equal(["CREATED", "START_DELIVERY", "SUCCESSFUL"], folded.Timeline.Select(static decided => decided.Event.Move.ProviderStatus));
        Assert.All(folded.Timeline, static decided => Assert.Equal(Verdict.Applied, decided.Decision.Verdict));
    }

    [Fact]
    public void Second_attempt_after_a_failure_is_normal()
    {
        var statuses = new[] { "START_DELIVERY", "FAILED", "START_DELIVERY", "SUCCESSFUL" };
        var folded = OrderProjection.Fold([.. statuses.Select(static (status, minute)
            => FromAbbiamo.Event(AbbiamoSample("COLLECTED").With("status", status) is var body ? WithMinute(body, minute) : body))]);
        Assert.Equal(DeliveryStatus.Delivered, folded.State.Delivery!.Status);
        Assert.All(folded.Timeline, static decided => Assert.Equal(Verdict.Applied, decided.Decision.Verdict));
    }

    [Fact]
    public void Facts_are_taken_from_their_fields()
    {
        var facts = Sample("FAILED.COLLECT_FAILED").Facts;
        Assert.Equal(new Store { Id = "1234569191", Name = "Go Go Salads", DocumentNumber = "1234569191" }, facts.Store);
        Assert.Equal(
            new OrderReferences { PartnerOrderId = "1892831", OrderNumber = "123456789", TrackingCode = "a7g92yd", InvoiceNumber = "xxxxxxxxxx" },
            facts.References);
        Assert.Equal(("delivery", "CARRIER"), (facts.Kind, facts.Carrier));
        Assert.Equal(new Failure { Code = 17, Message = "FAILURE_MESSAGE", DriverMessage = "FAILURE_DRIVER_MESSAGE" }, facts.Failure);
        Assert.Equal(new Driver { Name = "João", Document = "17027297623" }, facts.Driver);
        Assert.Equal(("John Doe", "21999999999"), (facts.Recipient!.Name, facts.Recipient.Phone));
        Assert.NotNull(facts.Recipient.Email);
    }

    [Fact]
    public void Empty_string_is_absent_everywhere()
    {
        var facts = FromAbbiamo.Event(AbbiamoBody("""
            "status":"CREATED","order_number":"","driver_name":"","customer_name":"","seller_identifier":"","failure_code":"","order_type":"","delivery_type":""
            """)).Facts;
        Assert.Equal(OrderFacts.None, facts);
    }

    [Fact]
    public void Failure_code_may_come_as_text() => Assert.Equal(17, FromAbbiamo.Event(AbbiamoBody("\"status\":\"FAILED\",\"failure_code\":\"17\"")).Facts.Failure!.Code);

    [Fact]
    public void Nested_values_are_part_of_the_identity()
    {
        var one = FromAbbiamo.Scan(AbbiamoBody("""  "extra": { "b" : [1, {"y":2,"x":1}], "a":"\u00e9" }  """));
        var same = FromAbbiamo.Scan(AbbiamoBody("""  "extra":{"a":"é","b":[1,{"x":1,"y":2}]}  """));
        var other = FromAbbiamo.Scan(AbbiamoBody("""  "extra":{"a":"é","b":[1,{"x":1,"y":3}]}  """));
        Assert.Equal(one.Identity, same.Identity);
        Assert.NotEqual(one.Identity, other.Identity);
    }

    [Fact]
    public void Other_event_type_is_unrecognised_with_its_order()
    {
        var body = AbbiamoSample("COLLECTED").With("event_type", "ORDER_SOMETHING");
        var scan = FromAbbiamo.Scan(body);
        Assert.Equal((ScanStatus.Unrecognised, "ORDER_SOMETHING"), (scan.Status, scan.EventName));
        Assert.NotNull(scan.OrderId);
        Assert.Equal(DeadLetterReason.Unrecognised, FromAbbiamo.Map(body).Failure);
    }

    private static OrderEvent Sample(string name) => FromAbbiamo.Event(AbbiamoSample(name).Body);

    private static byte[] WithMinute(byte[] body, int minute)
        => new Contracts.Providers.ProviderSample("", body).With("event_at", $"2023-01-10T10:{minute:00}:00Z");
}
