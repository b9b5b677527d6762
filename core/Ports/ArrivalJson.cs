using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Ports;

/// <summary>The stored form of an arrival. Absent values are left out.</summary>
public static class ArrivalJson
{
    public static byte[] Write(Arrival arrival) => JsonSerializer.SerializeToUtf8Bytes(arrival, ArrivalJsonContext.Default.Arrival);

    /// <exception cref="JsonException">The bytes are not a stored arrival.</exception>
    public static Arrival Read(ReadOnlySpan<byte> bytes)
        => JsonSerializer.Deserialize(bytes, ArrivalJsonContext.Default.Arrival) ?? throw new JsonException("a stored arrival is never null");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(Arrival))]
internal sealed partial class ArrivalJsonContext : JsonSerializerContext;
