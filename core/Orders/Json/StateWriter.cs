using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>
/// Writes a state byte for byte as the serialiser would (a property test holds the two together) at a fraction of its
/// cost: every event writes one.
/// </summary>
internal static class StateWriter
{
    public static void Write(Utf8JsonWriter writer, OrderState state)
    {
        writer.WriteStartObject();
        Write(writer, MemberNames.Key, state.Key);
        writer.WriteString(MemberNames.Headline, WireNames<Headline>.EncodedOf(state.Headline));
        writer.Instant(MemberNames.HeadlineSince, state.HeadlineSince);
        Write(writer, MemberNames.Delivery, state.Delivery);
        Write(writer, MemberNames.Preparation, state.Preparation);
        writer.WriteStartArray(MemberNames.Items);
        for (var index = 0; index < state.Items.Count; index++)
        {
            Write(writer, state.Items[index]);
        }

        writer.WriteEndArray();
        FactsWriter.Write(writer, state.Facts);
        Write(writer, MemberNames.DeliveryTimes, state.DeliveryTimes);
        Write(writer, MemberNames.PreparationTimes, state.PreparationTimes);
        writer.WriteNumber(MemberNames.Events, state.Events);
        writer.WriteNumber(MemberNames.UnknownStatuses, state.UnknownStatuses);
        writer.WriteNumber(MemberNames.Conflicts, state.Conflicts);
        writer.Instant(MemberNames.FirstEventAt, state.FirstEventAt);
        writer.WriteStartObject(MemberNames.Last);
        writer.Instant(MemberNames.OccurredAt, state.Last.OccurredAt);
        writer.WriteNumber(MemberNames.Rank, state.Last.Rank);
        writer.WriteString(MemberNames.Identity, state.Last.Identity.Value);
        writer.WriteString(MemberNames.Content, state.Last.Content.Value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, in JsonEncodedText name, OrderKey key)
    {
        writer.WriteStartObject(name);
        writer.WriteString(MemberNames.Provider, key.Provider);
        writer.WriteString(MemberNames.OrderId, key.OrderId);
        writer.WriteEndObject();
    }

    private static void Write<TStatus>(Utf8JsonWriter writer, in JsonEncodedText name, Track<TStatus>? track)
        where TStatus : struct, Enum
    {
        if (track is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        writer.Status<TStatus>(MemberNames.Status, track.Status);
        writer.Instant(MemberNames.Since, track.Since);
        writer.WriteString(MemberNames.SetBy, track.SetBy.Value);
        writer.Text(MemberNames.ProviderStatus, track.ProviderStatus);
        writer.Text(MemberNames.ProviderSubstatus, track.ProviderSubstatus);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ItemState item)
    {
        writer.WriteStartObject();
        writer.WriteString(MemberNames.Id, item.Id);
        writer.Text(MemberNames.Name, item.Name);
        writer.Number(MemberNames.Quantity, item.Quantity);
        writer.Text(MemberNames.Sequence, item.Sequence);
        writer.Texts(MemberNames.Addons, item.Addons);
        writer.Text(MemberNames.Printer, item.Printer);
        writer.Status(MemberNames.Status, item.Status);
        writer.Instant(MemberNames.Since, item.Since);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, in JsonEncodedText name, IReadOnlyList<StatusTime> times)
    {
        writer.WriteStartArray(name);
        for (var index = 0; index < times.Count; index++)
        {
            var time = times[index];
            writer.WriteStartObject();
            writer.WriteString(MemberNames.Status, time.Status);
            writer.Instant(MemberNames.First, time.First);
            writer.Instant(MemberNames.Last, time.Last);
            writer.WriteNumber(MemberNames.Times, time.Times);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
