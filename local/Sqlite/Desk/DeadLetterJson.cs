using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Sqlite;

/// <summary>The stored form of a letter, without its body. Absent values are left out.</summary>
internal static class DeadLetterJson
{
    public static byte[] Write(DeadLetter letter) => JsonSerializer.SerializeToUtf8Bytes(letter, DeadLetterJsonContext.Default.DeadLetter);

    public static DeadLetter Read(ReadOnlySpan<byte> bytes)
        => JsonSerializer.Deserialize(bytes, DeadLetterJsonContext.Default.DeadLetter) ?? throw new JsonException("a stored letter is never null");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class DeadLetterJsonContext : JsonSerializerContext;
