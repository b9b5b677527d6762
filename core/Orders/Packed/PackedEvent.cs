using System.Buffers;
using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>
/// An event as SQLite stores it, in half the bytes of its JSON: events are most of what is written there, and every byte is written to
/// the log and again to the database. The form's number comes first, so that another form may follow while rows of this one are read;
/// rows of before are in JSON, and begin with a brace.
/// </summary>
public static class PackedEvent
{
    /// <summary>Raised when anything in here, or in <see cref="PackedFacts"/>, is written in another way; what is stored stays as it is.</summary>
    private const int Form = 1;

    private const int HashBytes = 32;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    [ThreadStatic]
    private static PackedWriter? kept;

    public static byte[] Write(OrderEvent @event) => Written(@event).ToArray();

    /// <returns>The bytes, until this thread writes the next event.</returns>
    public static ReadOnlySpan<byte> Written(OrderEvent @event)
    {
        var writer = ByteWriter.Empty(ref kept);
        writer.Number(Form);
        writer.Text(@event.Order.Provider);
        writer.Text(@event.Order.OrderId);
        writer.Text(@event.Identity.Value);
        WriteHash(writer, @event.Content.Value);
        writer.Text(@event.Name);
        writer.Instant(@event.OccurredAt);
        writer.Text(@event.OccurredAtText);
        WriteMove(writer, @event.Move);
        PackedFacts.Write(writer, @event.Facts);
        WriteItems(writer, @event.Facts.Items);
        return writer.Written;
    }

    /// <param name="bytes">As <see cref="Write"/> made them, or <see cref="OrderJson.Write(OrderEvent)"/>.</param>
    /// <exception cref="JsonException">They are not a stored event.</exception>
    public static OrderEvent Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] == (byte)'{')
        {
            return OrderJson.ReadEvent(bytes);
        }

        try
        {
            var reader = new PackedReader(bytes);
            var form = reader.Number();
            var @event = form == Form ? ReadForm1(ref reader) : throw new JsonException($"a stored event has the form {form}, of a newer version");
            return reader.Position == bytes.Length ? @event : throw new JsonException("something follows a stored event");
        }
        catch (Exception damage) when (damage is ArgumentException or IndexOutOfRangeException or InvalidDataException)
        {
            throw new JsonException("a stored event cannot be read", damage);
        }
    }

    private static OrderEvent ReadForm1(ref PackedReader reader)
    {
        var @event = new OrderEvent
        {
            Order = new(reader.Word() ?? throw Missing("provider"), Said(ref reader, "order")),
            Identity = new(Said(ref reader, "identity")),
            Content = new(ReadHash(ref reader)),
            Name = reader.Word() ?? throw Missing("name"),
            OccurredAt = reader.Instant(),
            OccurredAtText = Said(ref reader, "instant"),
            Move = ReadMove(ref reader),
            Facts = PackedFacts.Read(ref reader),
        };
        return ReadItems(ref reader) is { } items ? @event with { Facts = @event.Facts with { Items = items } } : @event;
    }

    private static void WriteHash(PackedWriter writer, string hash)
    {
        if (hash.Length != 2 * HashBytes || hash.AsSpan().ContainsAnyExcept(LowerHex))
        {
            writer.Text(hash);
            return;
        }

        Span<byte> bytes = stackalloc byte[HashBytes];
        _ = Convert.FromHexString(hash, bytes, out _, out _);
        writer.Text(null);
        writer.Bytes(bytes);
    }

    private static string ReadHash(ref PackedReader reader) => reader.Text() ?? Convert.ToHexStringLower(reader.Bytes());

    private static void WriteMove(PackedWriter writer, OrderMove move)
    {
        WriteStatus(writer, move.Delivery);
        WriteStatus(writer, move.Preparation);
        writer.Text(move.ItemId);
        writer.Number(move.Unknown ? 1 : 0);
        writer.Text(move.ProviderStatus);
        writer.Text(move.ProviderSubstatus);
    }

    private static OrderMove ReadMove(ref PackedReader reader) => new()
    {
        Delivery = ReadStatus<DeliveryStatus>(ref reader),
        Preparation = ReadStatus<PreparationStatus>(ref reader),
        ItemId = reader.Text(),
        Unknown = reader.Number() != 0,
        ProviderStatus = reader.Word(),
        ProviderSubstatus = reader.Word(),
    };

    private static void WriteItems(PackedWriter writer, IReadOnlyList<ItemFacts>? items)
    {
        writer.Number(items?.Count);
        for (var index = 0; index < items?.Count; index++)
        {
            var item = items[index];
            writer.Text(item.Id);
            writer.Text(item.Name);
            writer.Number(item.Quantity);
            writer.Text(item.Sequence);
            writer.Texts(item.Addons);
            writer.Text(item.Printer);
            WriteStatus(writer, item.Status);
        }
    }

    private static ItemFacts[]? ReadItems(ref PackedReader reader)
    {
        if (reader.CountOrNull() is not { } count)
        {
            return null;
        }

        var items = count == 0 ? [] : new ItemFacts[count];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = new()
            {
                Id = Said(ref reader, "item"),
                Name = reader.Word(),
                Quantity = reader.NumberOrNull(),
                Sequence = reader.Text(),
                Addons = reader.Texts(),
                Printer = reader.Word(),
                Status = ReadStatus<PreparationStatus>(ref reader),
            };
        }

        return items;
    }

    /// <summary>By its word: the numbers behind the words may move when a status is added.</summary>
    private static void WriteStatus<TStatus>(PackedWriter writer, TStatus? status)
        where TStatus : struct, Enum
        => writer.Text(status is { } value ? WireNames<TStatus>.Of(value) : null);

    private static TStatus? ReadStatus<TStatus>(ref PackedReader reader)
        where TStatus : struct, Enum
        => reader.Word() is not { } word ? null
            : WireNames<TStatus>.TryParse(word, out var status) ? status
            : throw new JsonException($"a stored event has a {typeof(TStatus).Name} that is none");

    private static string Said(ref PackedReader reader, string member) => reader.Text() ?? throw Missing(member);

    private static JsonException Missing(string member) => new($"a stored event has no {member}");
}
