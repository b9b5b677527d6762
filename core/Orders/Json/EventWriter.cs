using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>Writes an event byte for byte as the serialiser would, for the same reason as <see cref="StateWriter"/>.</summary>
internal static class EventWriter
{
    public static void Write(Utf8JsonWriter writer, OrderEvent @event)
    {
        writer.WriteStartObject();
        StateWriter.Write(writer, MemberNames.Order, @event.Order);
        writer.WriteString(MemberNames.Identity, @event.Identity.Value);
        writer.WriteString(MemberNames.Content, @event.Content.Value);
        writer.WriteString(MemberNames.Name, @event.Name);
        writer.Instant(MemberNames.OccurredAt, @event.OccurredAt);
        writer.WriteString(MemberNames.OccurredAtText, @event.OccurredAtText);
        Write(writer, @event.Move);
        FactsWriter.Write(writer, @event.Facts);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, OrderMove move)
    {
        writer.WriteStartObject(MemberNames.Move);
        writer.Status(MemberNames.Delivery, move.Delivery);
        writer.Status(MemberNames.Preparation, move.Preparation);
        writer.Text(MemberNames.ItemId, move.ItemId);
        writer.WriteBoolean(MemberNames.Unknown, move.Unknown);
        writer.Text(MemberNames.ProviderStatus, move.ProviderStatus);
        writer.Text(MemberNames.ProviderSubstatus, move.ProviderSubstatus);
        writer.WriteEndObject();
    }
}
