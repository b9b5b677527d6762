using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>Writes members of stored rows; an absent value is left out.</summary>
internal static class JsonMembers
{
    public static void Text(this Utf8JsonWriter writer, in JsonEncodedText name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void Number(this Utf8JsonWriter writer, in JsonEncodedText name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void Number(this Utf8JsonWriter writer, in JsonEncodedText name, decimal? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void Instant(this Utf8JsonWriter writer, in JsonEncodedText name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            writer.WritePropertyName(name);
            InstantConverter.Write(writer, instant);
        }
    }

    /// <summary>A status in its wire form, which needs no escaping.</summary>
    public static void Status<TStatus>(this Utf8JsonWriter writer, in JsonEncodedText name, TStatus? value)
        where TStatus : struct, Enum
    {
        if (value is { } status)
        {
            writer.WriteString(name, WireNames<TStatus>.EncodedOf(status));
        }
    }

    public static void Texts(this Utf8JsonWriter writer, in JsonEncodedText name, IReadOnlyList<string>? values)
    {
        if (values is not null)
        {
            writer.WriteStartArray(name);
            for (var index = 0; index < values.Count; index++)
            {
                writer.WriteStringValue(values[index]);
            }

            writer.WriteEndArray();
        }
    }
}
