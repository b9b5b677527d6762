namespace OrderRelay.Core.Orders;

/// <summary>Writes an event byte for byte as the serialiser would, for the same reason as <see cref="StateWriter"/>.</summary>
internal static class EventWriter
{
    public static void Write(RowWriter writer, OrderEvent @event)
    {
        writer.StartObject();
        StateWriter.Write(writer, MemberNames.Order, @event.Order);
        writer.Text(MemberNames.Identity, @event.Identity.Value);
        writer.Text(MemberNames.Content, @event.Content.Value);
        writer.Text(MemberNames.Name, @event.Name);
        writer.Instant(MemberNames.OccurredAt, @event.OccurredAt);
        writer.Text(MemberNames.OccurredAtText, @event.OccurredAtText);
        Write(writer, @event.Move);
        FactsWriter.Write(writer, @event.Facts);
        writer.EndObject();
    }

    private static void Write(RowWriter writer, OrderMove move)
    {
        writer.StartObject(MemberNames.Move);
        writer.Status(MemberNames.Delivery, move.Delivery);
        writer.Status(MemberNames.Preparation, move.Preparation);
        writer.Text(MemberNames.ItemId, move.ItemId);
        writer.Flag(MemberNames.Unknown, move.Unknown);
        writer.Text(MemberNames.ProviderStatus, move.ProviderStatus);
        writer.Text(MemberNames.ProviderSubstatus, move.ProviderSubstatus);
        writer.EndObject();
    }
}
