namespace OrderRelay.Core.Orders;

/// <summary>
/// A state in one array of bytes, for memory alone: where tens of thousands of orders wait for their next event, each as the dozens of
/// objects that it is folded into, they are what the garbage collector stops every request for. The form names no members and is read
/// only by the process that wrote it; what is stored is <see cref="OrderJson"/>, and of events on SQLite <see cref="PackedEvent"/>.
/// </summary>
public static class PackedState
{
    [ThreadStatic]
    private static PackedWriter? kept;

    public static byte[] Write(OrderState state)
    {
        var writer = ByteWriter.Empty(ref kept);
        Write(writer, state);
        return writer.Written.ToArray();
    }

    /// <param name="bytes">As <see cref="Write(OrderState)"/> made them.</param>
    public static OrderState Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackedReader(bytes);
        return new()
        {
            Key = new(reader.Word()!, reader.Said()),
            Headline = (Headline)reader.Number(),
            HeadlineSince = reader.Instant(),
            Delivery = reader.Has() ? ReadTrack((DeliveryStatus)reader.Number(), ref reader) : null,
            Preparation = reader.Has() ? ReadTrack((PreparationStatus)reader.Number(), ref reader) : null,
            Items = ReadItems(ref reader),
            Facts = PackedFacts.Read(ref reader),
            DeliveryTimes = ReadTimes(ref reader),
            PreparationTimes = ReadTimes(ref reader),
            Events = reader.Number(),
            UnknownStatuses = reader.Number(),
            Conflicts = reader.Number(),
            FirstEventAt = reader.Instant(),
            Last = new(reader.Instant(), reader.Number(), new(reader.Said()), new(reader.Said())),
        };
    }

    private static void Write(PackedWriter writer, OrderState state)
    {
        writer.Text(state.Key.Provider);
        writer.Text(state.Key.OrderId);
        writer.Number((int)state.Headline);
        writer.Instant(state.HeadlineSince);
        if (writer.Has(state.Delivery) is { } delivery)
        {
            writer.Number((int)delivery.Status);
            WriteTrack(writer, delivery);
        }

        if (writer.Has(state.Preparation) is { } preparation)
        {
            writer.Number((int)preparation.Status);
            WriteTrack(writer, preparation);
        }

        WriteItems(writer, state.Items);
        PackedFacts.Write(writer, state.Facts);
        WriteTimes(writer, state.DeliveryTimes);
        WriteTimes(writer, state.PreparationTimes);
        writer.Number(state.Events);
        writer.Number(state.UnknownStatuses);
        writer.Number(state.Conflicts);
        writer.Instant(state.FirstEventAt);
        writer.Instant(state.Last.OccurredAt);
        writer.Number(state.Last.Rank);
        writer.Text(state.Last.Identity.Value);
        writer.Text(state.Last.Content.Value);
    }

    /// <summary>Behind its status.</summary>
    private static void WriteTrack<TStatus>(PackedWriter writer, Track<TStatus> track)
        where TStatus : struct, Enum
    {
        writer.Instant(track.Since);
        writer.Text(track.SetBy.Value);
        writer.Text(track.ProviderStatus);
        writer.Text(track.ProviderSubstatus);
    }

    private static Track<TStatus> ReadTrack<TStatus>(TStatus status, ref PackedReader reader)
        where TStatus : struct, Enum => new()
        {
            Status = status,
            Since = reader.Instant(),
            SetBy = new(reader.Said()),
            ProviderStatus = reader.Word(),
            ProviderSubstatus = reader.Word(),
        };

    private static void WriteItems(PackedWriter writer, IReadOnlyList<ItemState> items)
    {
        writer.Number(items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            var item = items[index];
            writer.Text(item.Id);
            writer.Text(item.Name);
            writer.Number(item.Quantity);
            writer.Text(item.Sequence);
            writer.Texts(item.Addons);
            writer.Text(item.Printer);
            writer.Number((int?)item.Status);
            writer.Instant(item.Since);
        }
    }

    private static ItemState[] ReadItems(ref PackedReader reader)
    {
        var count = reader.Number();
        var items = count == 0 ? [] : new ItemState[count];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = new()
            {
                Id = reader.Said(),
                Name = reader.Word(),
                Quantity = reader.NumberOrNull(),
                Sequence = reader.Text(),
                Addons = reader.Texts(),
                Printer = reader.Word(),
                Status = (PreparationStatus?)reader.NumberOrNull(),
                Since = reader.InstantOrNull(),
            };
        }

        return items;
    }

    private static void WriteTimes(PackedWriter writer, IReadOnlyList<StatusTime> times)
    {
        writer.Number(times.Count);
        for (var index = 0; index < times.Count; index++)
        {
            writer.Text(times[index].Status);
            writer.Instant(times[index].First);
            writer.Instant(times[index].Last);
            writer.Number(times[index].Times);
        }
    }

    private static StatusTime[] ReadTimes(ref PackedReader reader)
    {
        var count = reader.Number();
        var times = count == 0 ? [] : new StatusTime[count];
        for (var index = 0; index < times.Length; index++)
        {
            times[index] = new(reader.Word()!, reader.Instant(), reader.Instant(), reader.Number());
        }

        return times;
    }
}
