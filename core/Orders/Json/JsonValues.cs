using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>Reads values of stored rows; JSON's null is absent.</summary>
internal static class JsonValues
{
    private const int LongestStatus = 32;

    /// <summary>Goes to an object's next member and stands on its value.</summary>
    /// <returns>False at the object's end.</returns>
    public static bool NextMember(this ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            name = default;
            return false;
        }

        // Our own names have no escapes; a name that has some is none of ours.
        name = reader.ValueSpan;
        _ = reader.Read();
        return true;
    }

    public static string Text(this ref Utf8JsonReader reader) => reader.GetString() ?? throw new JsonException("a string is missing");

    public static DateTimeOffset Instant(this ref Utf8JsonReader reader) => reader.GetDateTimeOffset().ToUniversalTime();

    public static DateTimeOffset? InstantOrNull(this ref Utf8JsonReader reader) => reader.IsNull() ? null : reader.Instant();

    public static int? NumberOrNull(this ref Utf8JsonReader reader) => reader.IsNull() ? null : reader.GetInt32();

    public static decimal? DecimalOrNull(this ref Utf8JsonReader reader) => reader.IsNull() ? null : reader.GetDecimal();

    public static TStatus? StatusOrNull<TStatus>(this ref Utf8JsonReader reader)
        where TStatus : struct, Enum
        => reader.IsNull() ? null : reader.Status<TStatus>();

    public static TStatus Status<TStatus>(this ref Utf8JsonReader reader)
        where TStatus : struct, Enum
    {
        Span<char> word = stackalloc char[LongestStatus];
        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= LongestStatus
            && WireNames<TStatus>.TryParse(word[..reader.CopyString(word)], out var status))
        {
            return status;
        }

        throw new JsonException($"no {typeof(TStatus).Name} is written like this");
    }

    public static IReadOnlyList<string>? TextsOrNull(this ref Utf8JsonReader reader)
        => reader.IsNull() ? null : reader.List(static (ref Utf8JsonReader reader) => reader.Text());

    public static IReadOnlyList<T> List<T>(this ref Utf8JsonReader reader, ReadValue<T> read)
    {
        reader.Expect(JsonTokenType.StartArray);
        List<T> list = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            list.Add(read(ref reader));
        }

        return list.Count == 0 ? [] : list;
    }

    public static void Expect(this ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException($"{type} expected, {reader.TokenType} found");
        }
    }

    public static bool IsNull(this ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null;
}

/// <summary>Reads the value that the reader stands on, to its last token.</summary>
internal delegate T ReadValue<out T>(ref Utf8JsonReader reader);
