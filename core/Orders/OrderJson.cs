using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>
/// The stored form of states and events: one codec for both hosts, so that equal states are equal bytes everywhere.
/// Absent values are left out; a reader of an older row sees them as absent.
/// </summary>
public static class OrderJson
{
    public static byte[] Write(OrderState state) => StoredJsonBuffer.Write(state, static (writer, state) => StateWriter.Write(writer, state));

    public static byte[] Write(OrderEvent @event) => StoredJsonBuffer.Write(@event, static (writer, @event) => EventWriter.Write(writer, @event));

    /// <exception cref="JsonException">The bytes are not a stored state.</exception>
    public static OrderState ReadState(ReadOnlySpan<byte> bytes)
        => JsonSerializer.Deserialize(bytes, OrderJsonContext.Default.OrderState) ?? throw new JsonException("a stored state is never null");

    /// <exception cref="JsonException">The bytes are not a stored event.</exception>
    public static OrderEvent ReadEvent(ReadOnlySpan<byte> bytes)
        => JsonSerializer.Deserialize(bytes, OrderJsonContext.Default.OrderEvent) ?? throw new JsonException("a stored event is never null");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(EventIdentityConverter), typeof(ContentHashConverter)])]
[JsonSerializable(typeof(OrderState))]
[JsonSerializable(typeof(OrderEvent))]
internal sealed partial class OrderJsonContext : JsonSerializerContext;
