using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>
/// The stored form of states and, on Table Storage, of events: one codec for both hosts, so that equal states are equal bytes everywhere.
/// SQLite stores events as <see cref="PackedEvent"/>.
/// Absent values are left out; a reader of an older row sees them as absent.
/// </summary>
public static class OrderJson
{
    public static byte[] Write(OrderState state) => StoredJsonBuffer.Write(state, static (writer, state) => StateWriter.Write(writer, state)).ToArray();

    public static byte[] Write(OrderEvent @event) => StoredJsonBuffer.Write(@event, static (writer, @event) => EventWriter.Write(writer, @event)).ToArray();

    /// <exception cref="JsonException">The bytes are not a stored state.</exception>
    public static OrderState ReadState(ReadOnlySpan<byte> bytes) => Read(bytes, StateReader.Read);

    /// <exception cref="JsonException">The bytes are not a stored event.</exception>
    public static OrderEvent ReadEvent(ReadOnlySpan<byte> bytes) => Read(bytes, EventReader.Read);

    private static T Read<T>(ReadOnlySpan<byte> bytes, ReadValue<T> read)
    {
        var reader = new Utf8JsonReader(bytes);
        try
        {
            _ = reader.Read();
            var value = read(ref reader);
            return reader.Read() ? throw new JsonException("something follows the row's value") : value;
        }
        catch (Exception mismatch) when (mismatch is InvalidOperationException or FormatException)
        {
            throw new JsonException("a stored row has a value of another type than it should", mismatch);
        }
    }
}
