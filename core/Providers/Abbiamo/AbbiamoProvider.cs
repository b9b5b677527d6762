using OrderRelay.Core.Authentication;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Providers.Abbiamo;

/// <summary>
/// Abbiamo: a Brazilian delivery platform. One flat event, <c>ORDER_STATUS_CHANGE</c>, without an id of its own: its identity is
/// the hash of what it says. An order is <c>order_id</c>.
/// </summary>
public sealed class AbbiamoProvider : IProvider
{
    private const string EventType = "ORDER_STATUS_CHANGE";

    public string Name => "abbiamo";

    public string DisplayName => "Abbiamo";

    public AuthenticationDefaults Authentication { get; } = new(AuthenticationMode.TokenHeader, "Authorization");

    public EventScan Scan(ReadOnlySpan<byte> body)
    {
        using var tape = JsonTape.Parse(body);
        if (!tape.IsJson)
        {
            return EventScan.NotJson;
        }

        var name = tape.Root["event_type"u8].Id;
        var orderId = tape.Root["order_id"u8].Id;
        return name is EventType && orderId is not null
            ? new() { Status = ScanStatus.Recognised, EventName = name, Identity = Identity(CanonicalJson.Hash(tape.Root)), OrderId = orderId }
            : new() { Status = ScanStatus.Unrecognised, EventName = name, Identity = Identity(CanonicalJson.HashOfBytes(body)), OrderId = orderId };
    }

    public MappedEvent Map(ReadOnlyMemory<byte> body)
    {
        using var tape = JsonTape.Parse(body.Span);
        if (!tape.IsJson)
        {
            return MappedEvent.Failed(DeadLetterReason.NotJson, "the body is not JSON: ask Abbiamo to send the event again, then discard this one");
        }

        var root = tape.Root;
        if (!root["event_type"u8].Is("ORDER_STATUS_CHANGE"u8))
        {
            return MappedEvent.Failed(
                DeadLetterReason.Unrecognised,
                "event_type is not ORDER_STATUS_CHANGE, the one event that Abbiamo documents: discard it, or add the event to the mapping and replay");
        }

        return root["order_id"u8].Id is { } orderId
            ? Map(root, new OrderKey(Name, orderId))
            : MappedEvent.Failed(DeadLetterReason.NoOrder, "order_id is missing, so the event belongs to no order: discard it, or ask Abbiamo to send the field");
    }

    private static MappedEvent Map(JsonField body, OrderKey order)
    {
        var root = new JsonMembers(body, stackalloc int[JsonMembers.ManySlots]);
        if (root["status"u8].Word is not { } word)
        {
            return MappedEvent.Failed(DeadLetterReason.InvalidField, "status is missing, which this event needs: ask Abbiamo to send it, then replay or discard");
        }

        // event_at is when it happened, timestamp when Abbiamo sent it.
        if ((Instants.WithText(root["event_at"u8]) ?? Instants.WithText(root["timestamp"u8])) is not var (at, text))
        {
            return MappedEvent.Failed(
                DeadLetterReason.InvalidField,
                "event_at and timestamp are missing or no point in time, so the event has no place in its order's history: discard it, or ask Abbiamo to send one");
        }

        var content = CanonicalJson.Hash(body);
        var @event = new OrderEvent
        {
            Order = order,
            Identity = Identity(content),
            Content = content,
            Name = EventType,
            OccurredAt = at,
            OccurredAtText = text,
            // Documented as substatus, sent as sub_status.
            Move = AbbiamoStatuses.Move(word, root["substatus"u8].Word ?? root["sub_status"u8].Word),
            Facts = AbbiamoFacts.Of(in root),
        };
        return MappedEvent.Of(@event, deliveryAttempt: null, root["timestamp"u8].Instant);
    }

    private static EventIdentity Identity(ContentHash content) => new($"sha256:{content.Value}");
}
