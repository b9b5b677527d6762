using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>Reads a stored event at a fraction of the serialiser's cost; members that it does not know it skips.</summary>
internal static class EventReader
{
    public static OrderEvent Read(ref Utf8JsonReader reader)
    {
        reader.Expect(JsonTokenType.StartObject);
        OrderKey? order = null;
        string? identity = null, content = null, title = null, occurredAtText = null;
        DateTimeOffset? occurredAt = null;
        OrderMove? move = null;
        var facts = OrderFacts.None;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("order"u8): order = StateReader.KeyOf(ref reader); break;
                case var _ when name.SequenceEqual("identity"u8): identity = reader.GetString(); break;
                case var _ when name.SequenceEqual("content"u8): content = reader.GetString(); break;
                case var _ when name.SequenceEqual("name"u8): title = reader.GetString(); break;
                case var _ when name.SequenceEqual("occurredAt"u8): occurredAt = reader.Instant(); break;
                case var _ when name.SequenceEqual("occurredAtText"u8): occurredAtText = reader.GetString(); break;
                case var _ when name.SequenceEqual("move"u8): move = MoveOf(ref reader); break;
                case var _ when name.SequenceEqual("facts"u8): facts = FactsReader.Read(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return new()
        {
            Order = order ?? throw Missing("order"),
            Identity = new(identity ?? throw Missing("identity")),
            Content = new(content ?? throw Missing("content")),
            Name = title ?? throw Missing("name"),
            OccurredAt = occurredAt ?? throw Missing("occurredAt"),
            OccurredAtText = occurredAtText ?? throw Missing("occurredAtText"),
            Move = move ?? throw Missing("move"),
            Facts = facts,
        };
    }

    private static OrderMove MoveOf(ref Utf8JsonReader reader)
    {
        reader.Expect(JsonTokenType.StartObject);
        DeliveryStatus? delivery = null;
        PreparationStatus? preparation = null;
        string? itemId = null, word = null, subword = null;
        var unknown = false;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("delivery"u8): delivery = reader.StatusOrNull<DeliveryStatus>(); break;
                case var _ when name.SequenceEqual("preparation"u8): preparation = reader.StatusOrNull<PreparationStatus>(); break;
                case var _ when name.SequenceEqual("itemId"u8): itemId = reader.GetString(); break;
                case var _ when name.SequenceEqual("unknown"u8): unknown = reader.GetBoolean(); break;
                case var _ when name.SequenceEqual("providerStatus"u8): word = reader.GetString(); break;
                case var _ when name.SequenceEqual("providerSubstatus"u8): subword = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new()
        {
            Delivery = delivery,
            Preparation = preparation,
            ItemId = itemId,
            Unknown = unknown,
            ProviderStatus = word,
            ProviderSubstatus = subword,
        };
    }

    private static JsonException Missing(string member) => new($"a stored event has no {member}");
}
