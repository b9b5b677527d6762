using OrderRelay.Core.Authentication;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Providers.Captain;

/// <summary>
/// Captain.AI: a delivery and kitchen platform. One URL receives every event name, those that move an order and those that
/// only tell something about it; an order is <c>data.order_uuid</c>.
/// </summary>
public sealed class CaptainProvider : IProvider
{
    public string Name => "captain";

    public string DisplayName => "Captain.AI";

    public AuthenticationDefaults Authentication { get; } = new(AuthenticationMode.TokenHeader, "Auth-Token");

    public EventScan Scan(ReadOnlySpan<byte> body)
    {
        using var tape = JsonTape.Parse(body);
        if (!tape.IsJson)
        {
            return EventScan.NotJson;
        }

        var root = tape.Root;
        var name = EventName(root);
        var uuid = root["event_uuid"u8];
        var orderId = OrderId(root);
        if (name is not null && orderId is not null)
        {
            return new() { Status = ScanStatus.Recognised, EventName = name, Identity = Identity(name, uuid) ?? Identity(name, Hashed(Content(root))), OrderId = orderId };
        }

        var identity = (name is null ? null : Identity(name, uuid)) ?? new(Hashed(CanonicalJson.HashOfBytes(body)));
        return new() { Status = ScanStatus.Unrecognised, EventName = name, Identity = identity, OrderId = orderId };
    }

    public MappedEvent Map(ReadOnlyMemory<byte> body)
    {
        using var tape = JsonTape.Parse(body.Span);
        if (!tape.IsJson)
        {
            return MappedEvent.Failed(DeadLetterReason.NotJson, "the body is not JSON: ask Captain.AI to send the event again, then discard this one");
        }

        var root = tape.Root;
        if (EventName(root) is not { } name)
        {
            return MappedEvent.Failed(DeadLetterReason.Unrecognised, "event_name is missing, so nothing says what this is: discard it, or ask Captain.AI what it sends");
        }

        return OrderId(root) is { } orderId
            ? Map(root, name, new OrderKey(Name, orderId))
            : MappedEvent.Failed(DeadLetterReason.NoOrder, "data.order_uuid is missing, so the event belongs to no order: discard it, or ask Captain.AI to send the field");
    }

    private static MappedEvent Map(JsonField root, string name, OrderKey order)
    {
        var data = new JsonMembers(root["data"u8], stackalloc int[JsonMembers.Slots]);
        var metadata = root["metadata"u8];
        if (CaptainMoves.Missing(name, in data) is { } missing)
        {
            return MappedEvent.Failed(DeadLetterReason.InvalidField, $"{missing} is missing, which this event needs: ask Captain.AI to send it, then replay or discard");
        }

        if (OccurredAt(root, in data) is not var (at, text))
        {
            return MappedEvent.Failed(
                DeadLetterReason.InvalidField,
                "data.published_at and created_at are missing or no point in time, so the event has no place in its order's history: discard it, or ask Captain.AI to send one");
        }

        var content = Content(root);
        var @event = new OrderEvent
        {
            Order = order,
            Identity = Identity(name, root["event_uuid"u8]) ?? Identity(name, Hashed(content)),
            Content = content,
            Name = name,
            OccurredAt = at,
            OccurredAtText = text,
            Move = CaptainMoves.Of(name, in data),
            Facts = CaptainFacts.Of(name, in data),
        };
        return MappedEvent.Of(@event, metadata["delivery_attempt"u8].WholeNumber, metadata["sent_at"u8].Instant);
    }

    private static string? EventName(JsonField root) => root["event_name"u8].Word is { Length: <= JsonField.LongestId } name ? name : null;

    private static string? OrderId(JsonField root) => root["data"u8]["order_uuid"u8].Id;

    // The examples show one event_uuid under two event names: only both together are an identity.
    private static EventIdentity Identity(string name, string unique) => new($"{name}:{unique}");

    private static EventIdentity? Identity(string name, JsonField uuid)
    {
        // Both are in the identity's one string: the uuid needs none of its own.
        Span<char> text = stackalloc char[JsonField.LongestId];
        return uuid.TryCopyId(text, out var length) ? new(string.Concat(name, ":", text[..length]))
            : uuid.Id is { } id ? Identity(name, id)
            : null;
    }

    // metadata differs between two attempts to deliver one event; everything else does not.
    private static ContentHash Content(JsonField root) => CanonicalJson.Hash(root, "metadata"u8);

    private static string Hashed(ContentHash content) => $"sha256:{content.Value}";

    // metadata.sent_at would do for a person, but it differs between two attempts: the order's state would then depend on
    // which of them came first.
    private static (DateTimeOffset At, string Text)? OccurredAt(JsonField root, in JsonMembers data)
        => Instants.WithText(data["published_at"u8]) ?? Instants.WithText(root["created_at"u8]);
}
