using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>Instants as ISO 8601 in UTC, ending in Z, with as many fractional digits as they have (100 ns at most).</summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>Round-trip form of a UTC time: <c>2025-03-13T08:28:47.2820890Z</c>.</summary>
    private const int RoundTripLength = 28;
    private const int WholeSeconds = 19;

    public static string Write(DateTimeOffset instant)
    {
        Span<byte> text = stackalloc byte[RoundTripLength];
        return Encoding.ASCII.GetString(Format(instant, text));
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => Write(writer, value);

    internal static void Write(Utf8JsonWriter writer, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[RoundTripLength];
        writer.WriteStringValue(Format(value, text));
    }

    /// <summary>The round-trip form is the one that .NET formats fast; its trailing zeros are dropped here.</summary>
    private static ReadOnlySpan<byte> Format(DateTimeOffset instant, Span<byte> text)
    {
        _ = instant.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        var length = RoundTripLength - 1;
        while (text[length - 1] == (byte)'0')
        {
            length--;
        }

        if (text[length - 1] == (byte)'.')
        {
            length = WholeSeconds;
        }

        text[length] = (byte)'Z';
        return text[..(length + 1)];
    }
}
