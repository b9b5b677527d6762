using System.Text.Json;
using N = OrderRelay.Core.Orders.MemberNames;

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
        Write(writer, N.Key, state.Key);
        writer.WriteString(N.Headline, WireNames<Headline>.EncodedOf(state.Headline));
        writer.Instant(N.HeadlineSince, state.HeadlineSince);
        Write(writer, N.Delivery, state.Delivery);
        Write(writer, N.Preparation, state.Preparation);
        writer.WriteStartArray(N.Items);
        for (var index = 0; index < state.Items.Count; index++)
        {
            Write(writer, state.Items[index]);
        }

        writer.WriteEndArray();
        FactsWriter.Write(writer, state.Facts);
        Write(writer, N.DeliveryTimes, state.DeliveryTimes);
        Write(writer, N.PreparationTimes, state.PreparationTimes);
        writer.WriteNumber(N.Events, state.Events);
        writer.WriteNumber(N.UnknownStatuses, state.UnknownStatuses);
        writer.WriteNumber(N.Conflicts, state.Conflicts);
        writer.Instant(N.FirstEventAt, state.FirstEventAt);
        writer.WriteStartObject(N.Last);
        writer.Instant(N.OccurredAt, state.Last.OccurredAt);
        writer.WriteNumber(N.Rank, state.Last.Rank);
        writer.WriteString(N.Identity, state.Last.Identity.Value);
        writer.WriteString(N.Content, state.Last.Content.Value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, in JsonEncodedText name, OrderKey key)
    {
        writer.WriteStartObject(name);
        writer.WriteString(N.Provider, key.Provider);
        writer.WriteString(N.OrderId, key.OrderId);
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
        writer.Status<TStatus>(N.Status, track.Status);
        writer.Instant(N.Since, track.Since);
        writer.WriteString(N.SetBy, track.SetBy.Value);
        writer.Text(N.ProviderStatus, track.ProviderStatus);
        writer.Text(N.ProviderSubstatus, track.ProviderSubstatus);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ItemState item)
    {
        writer.WriteStartObject();
        writer.WriteString(N.Id, item.Id);
        writer.Text(N.Name, item.Name);
        writer.Number(N.Quantity, item.Quantity);
        writer.Text(N.Sequence, item.Sequence);
        writer.Texts(N.Addons, item.Addons);
        writer.Text(N.Printer, item.Printer);
        writer.Status(N.Status, item.Status);
        writer.Instant(N.Since, item.Since);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, in JsonEncodedText name, IReadOnlyList<StatusTime> times)
    {
        writer.WriteStartArray(name);
        for (var index = 0; index < times.Count; index++)
        {
            var time = times[index];
            writer.WriteStartObject();
            writer.WriteString(N.Status, time.Status);
            writer.Instant(N.First, time.First);
            writer.Instant(N.Last, time.Last);
            writer.WriteNumber(N.Times, time.Times);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
