using System.Globalization;
using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>Made-up messages, events and orders for the suites.</summary>
public static class Samples
{
    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static QueueMessage Message(string id, string body = "{}") => new()
    {
        MessageId = id,
        Provider = "captain",
        Subject = "order_status_updated",
        Identity = new EventIdentity("order_status_updated:" + id),
        ReceivedAt = Noon,
        Body = Encoding.UTF8.GetBytes(body),
    };

    public static OrderEvent Event(OrderKey order, string id, int minute = 0, string content = "a", DeliveryStatus status = DeliveryStatus.PickedUp) => new()
    {
        Order = order,
        Identity = new EventIdentity(id),
        Content = new ContentHash(content),
        Name = "order_status_updated",
        OccurredAt = Noon.AddMinutes(minute),
        OccurredAtText = Noon.AddMinutes(minute).ToString("O", CultureInfo.InvariantCulture),
        Move = OrderMove.To(status, "word"),
        Facts = new OrderFacts
        {
            Store = new Store { Id = "store-1", ExternalId = "ext-1" },
            Recipient = new Recipient { Name = "Ana Souza", Phone = "+55 11 99999-0000" },
            Driver = new Driver { Name = "Rui" },
        },
    };

    public static EventRow Row(OrderEvent @event, string raw = "{\"raw\":true}") => new()
    {
        Event = @event,
        Arrival = new Arrival { ReceivedAt = Noon, ProjectedAt = Noon, LastReceivedAt = Noon },
        Raw = Encoding.UTF8.GetBytes(raw),
    };

    public static OrderState State(params OrderEvent[] events) => OrderProjection.Fold(events).State;

    public static OrderChange Change(string? version, IReadOnlyList<OrderEvent> all, params EventRow[] insert)
        => new() { State = State([.. all]), ExpectedVersion = version, Insert = insert };

    /// <summary>A new order with one event.</summary>
    public static OrderChange New(OrderEvent @event) => Change(null, [@event], Row(@event));

    public static DeadLetter Letter(string id, int minute = 0, string? orderId = "order-1") => new()
    {
        Id = id,
        Status = DeadLetterStatus.Open,
        Reason = DeadLetterReason.InvalidField,
        Text = "occurredAt is missing",
        Provider = "captain",
        OrderId = orderId,
        EventName = "order_status_updated",
        EventId = "event-" + id,
        ReceivedAt = Noon,
        DeadAt = Noon.AddMinutes(minute),
        Attempts = 1,
        Body = Encoding.UTF8.GetBytes("{\"id\":\"" + id + "\"}"),
        BodyBytes = 10,
    };
}
