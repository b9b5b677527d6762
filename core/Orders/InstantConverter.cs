using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>Instants as ISO 8601 in UTC, ending in Z, with as many fractional digits as they have (100 ns at most).</summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public static string Write(DateTimeOffset instant)
    {
        Span<byte> text = stackalloc byte[InstantText.Longest];
        return Encoding.ASCII.GetString(text[..InstantText.Write(instant, text)]);
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[InstantText.Longest];
        writer.WriteStringValue(text[..InstantText.Write(value, text)]);
    }
}
