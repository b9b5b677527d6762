using System.Collections.Frozen;
using OrderRelay.Core.Authentication;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Tests.Providers.Pombo;

/// <summary>Pombo: couriers on bicycles. One event, <c>delivery.moved</c>, with an id of its own; an order is <c>parcel</c>.</summary>
public sealed class PomboProvider : IProvider
{
    private const string EventName = "delivery.moved";

    private static readonly FrozenDictionary<string, DeliveryStatus> States = new Dictionary<string, DeliveryStatus>
    {
        ["waiting"] = DeliveryStatus.Pending,
        ["with_courier"] = DeliveryStatus.OutForDelivery,
        ["handed_over"] = DeliveryStatus.Delivered,
        ["nobody_home"] = DeliveryStatus.AttemptFailed,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public string Name => "pombo";

    public string DisplayName => "Pombo";

    public AuthenticationDefaults Authentication { get; } = new(AuthenticationMode.HmacSha256, "X-Pombo-Signature");

    public EventScan Scan(ReadOnlySpan<byte> body)
    {
        using var tape = JsonTape.Parse(body);
        if (!tape.IsJson)
        {
            return EventScan.NotJson;
        }

        var root = tape.Root;
        var name = root["event"u8].Id;
        var orderId = root["parcel"u8].Id;
        return name is EventName && orderId is not null
            ? new() { Status = ScanStatus.Recognised, EventName = name, Identity = Identity(root), OrderId = orderId }
            : new() { Status = ScanStatus.Unrecognised, EventName = name, Identity = new($"sha256:{CanonicalJson.HashOfBytes(body)}"), OrderId = orderId };
    }

    public MappedEvent Map(ReadOnlyMemory<byte> body)
    {
        using var tape = JsonTape.Parse(body.Span);
        var root = tape.Root;
        return !tape.IsJson ? MappedEvent.Failed(DeadLetterReason.NotJson, "the body is not JSON: ask Pombo to send it again")
            : root["event"u8].Id is not EventName ? MappedEvent.Failed(DeadLetterReason.Unrecognised, "event is not delivery.moved: discard it, or map it and replay")
            : root["parcel"u8].Id is not { } parcel ? MappedEvent.Failed(DeadLetterReason.NoOrder, "parcel is missing: ask Pombo to send it")
            : root["state"u8].Text is not { } state ? MappedEvent.Failed(DeadLetterReason.InvalidField, "state is missing: ask Pombo to send it")
            : Instants.WithText(root["at"u8]) is not var (at, text) ? MappedEvent.Failed(DeadLetterReason.InvalidField, "at is no point in time: ask Pombo to send one")
            : MappedEvent.Of(new OrderEvent
            {
                Order = new OrderKey(Name, parcel),
                Identity = Identity(root),
                Content = CanonicalJson.Hash(root),
                Name = EventName,
                OccurredAt = at,
                OccurredAtText = text,
                Move = States.TryGetValue(state, out var status) ? OrderMove.To(status, state) : OrderMove.UnknownStatus(state),
                Facts = root["courier"u8].Text is { } courier ? new OrderFacts { Driver = new Driver { Name = courier } } : OrderFacts.None,
            });
    }

    private static EventIdentity Identity(JsonField root)
        => new(root["id"u8].Id is { } id ? $"{EventName}:{id}" : $"{EventName}:sha256:{CanonicalJson.Hash(root)}");
}
