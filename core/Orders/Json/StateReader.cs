using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>Reads a stored state at a fraction of the serialiser's cost; members that it does not know it skips.</summary>
internal static class StateReader
{
    public static OrderState Read(ref Utf8JsonReader reader)
    {
        reader.Expect(JsonTokenType.StartObject);
        OrderKey? key = null;
        SortKey? last = null;
        var headline = Headline.Unknown;
        DateTimeOffset headlineSince = default, firstEventAt = default;
        Track<DeliveryStatus>? delivery = null;
        Track<PreparationStatus>? preparation = null;
        IReadOnlyList<ItemState> items = [];
        var facts = OrderFacts.None;
        IReadOnlyList<StatusTime> deliveryTimes = [], preparationTimes = [];
        int events = 0, unknownStatuses = 0, conflicts = 0;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("key"u8): key = KeyOf(ref reader); break;
                case var _ when name.SequenceEqual("headline"u8): headline = reader.Status<Headline>(); break;
                case var _ when name.SequenceEqual("headlineSince"u8): headlineSince = reader.Instant(); break;
                case var _ when name.SequenceEqual("delivery"u8): delivery = TrackOf<DeliveryStatus>(ref reader); break;
                case var _ when name.SequenceEqual("preparation"u8): preparation = TrackOf<PreparationStatus>(ref reader); break;
                case var _ when name.SequenceEqual("items"u8): items = reader.List(ItemOf); break;
                case var _ when name.SequenceEqual("facts"u8): facts = FactsReader.Read(ref reader); break;
                case var _ when name.SequenceEqual("deliveryTimes"u8): deliveryTimes = reader.List(TimeOf); break;
                case var _ when name.SequenceEqual("preparationTimes"u8): preparationTimes = reader.List(TimeOf); break;
                case var _ when name.SequenceEqual("events"u8): events = reader.GetInt32(); break;
                case var _ when name.SequenceEqual("unknownStatuses"u8): unknownStatuses = reader.GetInt32(); break;
                case var _ when name.SequenceEqual("conflicts"u8): conflicts = reader.GetInt32(); break;
                case var _ when name.SequenceEqual("firstEventAt"u8): firstEventAt = reader.Instant(); break;
                case var _ when name.SequenceEqual("last"u8): last = SortKeyOf(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return new()
        {
            Key = key ?? throw new JsonException("a stored state has no key"),
            Headline = headline,
            HeadlineSince = headlineSince,
            Delivery = delivery,
            Preparation = preparation,
            Items = items,
            Facts = facts,
            DeliveryTimes = deliveryTimes,
            PreparationTimes = preparationTimes,
            Events = events,
            UnknownStatuses = unknownStatuses,
            Conflicts = conflicts,
            FirstEventAt = firstEventAt,
            Last = last ?? throw new JsonException("a stored state has no last event"),
        };
    }

    public static OrderKey KeyOf(ref Utf8JsonReader reader)
    {
        reader.Expect(JsonTokenType.StartObject);
        string? provider = null, orderId = null;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("provider"u8): provider = reader.GetString(); break;
                case var _ when name.SequenceEqual("orderId"u8): orderId = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new(provider ?? throw new JsonException("a key has no provider"), orderId ?? throw new JsonException("a key has no order id"));
    }

    private static Track<TStatus>? TrackOf<TStatus>(ref Utf8JsonReader reader)
        where TStatus : struct, Enum
    {
        if (reader.IsNull())
        {
            return null;
        }

        reader.Expect(JsonTokenType.StartObject);
        TStatus? status = null;
        DateTimeOffset? since = null;
        string? setBy = null, word = null, subword = null;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("status"u8): status = reader.Status<TStatus>(); break;
                case var _ when name.SequenceEqual("since"u8): since = reader.Instant(); break;
                case var _ when name.SequenceEqual("setBy"u8): setBy = reader.GetString(); break;
                case var _ when name.SequenceEqual("providerStatus"u8): word = reader.GetString(); break;
                case var _ when name.SequenceEqual("providerSubstatus"u8): subword = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return status is { } set && since is { } at && setBy is not null
            ? new() { Status = set, Since = at, SetBy = new(setBy), ProviderStatus = word, ProviderSubstatus = subword }
            : throw new JsonException("a track has no status, instant or event");
    }

    private static ItemState ItemOf(ref Utf8JsonReader reader)
    {
        var (id, title, quantity, sequence, addons, printer, status, since) = ItemMembers.Read(ref reader);
        return new()
        {
            Id = id,
            Name = title,
            Quantity = quantity,
            Sequence = sequence,
            Addons = addons,
            Printer = printer,
            Status = status,
            Since = since,
        };
    }

    private static StatusTime TimeOf(ref Utf8JsonReader reader)
    {
        reader.Expect(JsonTokenType.StartObject);
        string? status = null;
        DateTimeOffset first = default, last = default;
        var times = 0;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("status"u8): status = reader.GetString(); break;
                case var _ when name.SequenceEqual("first"u8): first = reader.Instant(); break;
                case var _ when name.SequenceEqual("last"u8): last = reader.Instant(); break;
                case var _ when name.SequenceEqual("times"u8): times = reader.GetInt32(); break;
                default: reader.Skip(); break;
            }
        }

        return new(status ?? throw new JsonException("a status time has no status"), first, last, times);
    }

    private static SortKey SortKeyOf(ref Utf8JsonReader reader)
    {
        reader.Expect(JsonTokenType.StartObject);
        DateTimeOffset occurredAt = default;
        var rank = 0;
        string? identity = null, content = null;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("occurredAt"u8): occurredAt = reader.Instant(); break;
                case var _ when name.SequenceEqual("rank"u8): rank = reader.GetInt32(); break;
                case var _ when name.SequenceEqual("identity"u8): identity = reader.GetString(); break;
                case var _ when name.SequenceEqual("content"u8): content = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new(occurredAt, rank, new(identity ?? ""), new(content ?? ""));
    }
}
