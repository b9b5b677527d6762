using System.Text.Json;
using N = OrderRelay.Core.Orders.MemberNames;

namespace OrderRelay.Core.Orders;

/// <summary>Writes an event byte for byte as the serialiser would, for the same reason as <see cref="StateWriter"/>.</summary>
internal static class EventWriter
{
    public static void Write(Utf8JsonWriter writer, OrderEvent @event)
    {
        writer.WriteStartObject();
        StateWriter.Write(writer, N.Order, @event.Order);
        writer.WriteString(N.Identity, @event.Identity.Value);
        writer.WriteString(N.Content, @event.Content.Value);
        writer.WriteString(N.Name, @event.Name);
        writer.Instant(N.OccurredAt, @event.OccurredAt);
        writer.WriteString(N.OccurredAtText, @event.OccurredAtText);
        Write(writer, @event.Move);
        FactsWriter.Write(writer, @event.Facts);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, OrderMove move)
    {
        writer.WriteStartObject(N.Move);
        writer.Status(N.Delivery, move.Delivery);
        writer.Status(N.Preparation, move.Preparation);
        writer.Text(N.ItemId, move.ItemId);
        writer.WriteBoolean(N.Unknown, move.Unknown);
        writer.Text(N.ProviderStatus, move.ProviderStatus);
        writer.Text(N.ProviderSubstatus, move.ProviderSubstatus);
        writer.WriteEndObject();
    }
}
