namespace OrderRelay.Core.Orders;

/// <summary>
/// Writes a state byte for byte as the serialiser would (a property test holds the two together) at a fraction of its
/// cost: every event writes one.
/// </summary>
internal static class StateWriter
{
    public static void Write(RowWriter writer, OrderState state)
    {
        writer.StartObject();
        Write(writer, MemberNames.Key, state.Key);
        writer.Status<Headline>(MemberNames.Headline, state.Headline);
        writer.Instant(MemberNames.HeadlineSince, state.HeadlineSince);
        Write(writer, MemberNames.Delivery, state.Delivery);
        Write(writer, MemberNames.Preparation, state.Preparation);
        writer.StartArray(MemberNames.Items);
        for (var index = 0; index < state.Items.Count; index++)
        {
            Write(writer, state.Items[index]);
        }

        writer.EndArray();
        FactsWriter.Write(writer, state.Facts);
        Write(writer, MemberNames.DeliveryTimes, state.DeliveryTimes);
        Write(writer, MemberNames.PreparationTimes, state.PreparationTimes);
        writer.Number(MemberNames.Events, state.Events);
        writer.Number(MemberNames.UnknownStatuses, state.UnknownStatuses);
        writer.Number(MemberNames.Conflicts, state.Conflicts);
        writer.Instant(MemberNames.FirstEventAt, state.FirstEventAt);
        writer.StartObject(MemberNames.Last);
        writer.Instant(MemberNames.OccurredAt, state.Last.OccurredAt);
        writer.Number(MemberNames.Rank, state.Last.Rank);
        writer.Text(MemberNames.Identity, state.Last.Identity.Value);
        writer.Text(MemberNames.Content, state.Last.Content.Value);
        writer.EndObject();
        writer.EndObject();
    }

    public static void Write(RowWriter writer, ReadOnlySpan<byte> name, OrderKey key)
    {
        writer.StartObject(name);
        writer.Text(MemberNames.Provider, key.Provider);
        writer.Text(MemberNames.OrderId, key.OrderId);
        writer.EndObject();
    }

    private static void Write<TStatus>(RowWriter writer, ReadOnlySpan<byte> name, Track<TStatus>? track)
        where TStatus : struct, Enum
    {
        if (track is null)
        {
            return;
        }

        writer.StartObject(name);
        writer.Status<TStatus>(MemberNames.Status, track.Status);
        writer.Instant(MemberNames.Since, track.Since);
        writer.Text(MemberNames.SetBy, track.SetBy.Value);
        writer.Text(MemberNames.ProviderStatus, track.ProviderStatus);
        writer.Text(MemberNames.ProviderSubstatus, track.ProviderSubstatus);
        writer.EndObject();
    }

    private static void Write(RowWriter writer, ItemState item)
    {
        writer.StartObject();
        writer.Text(MemberNames.Id, item.Id);
        writer.Text(MemberNames.Name, item.Name);
        writer.Number(MemberNames.Quantity, item.Quantity);
        writer.Text(MemberNames.Sequence, item.Sequence);
        writer.Texts(MemberNames.Addons, item.Addons);
        writer.Text(MemberNames.Printer, item.Printer);
        writer.Status(MemberNames.Status, item.Status);
        writer.Instant(MemberNames.Since, item.Since);
        writer.EndObject();
    }

    private static void Write(RowWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<StatusTime> times)
    {
        writer.StartArray(name);
        for (var index = 0; index < times.Count; index++)
        {
            var time = times[index];
            writer.StartObject();
            writer.Text(MemberNames.Status, time.Status);
            writer.Instant(MemberNames.First, time.First);
            writer.Instant(MemberNames.Last, time.Last);
            writer.Number(MemberNames.Times, time.Times);
            writer.EndObject();
        }

        writer.EndArray();
    }
}
