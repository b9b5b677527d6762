using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace OrderRelay.Core.Providers;

/// <summary>
/// A body read once from end to end into a pooled table of tokens: no objects, no strings. Whatever the body is, reading it
/// never throws. Everything that a provider learns about a body, its identity, its hash, its fields, is read off one tape.
/// </summary>
public readonly ref struct JsonTape
{
    internal const int MaxDepth = 64;

    private const int FirstSize = 256;

    private readonly ReadOnlySpan<byte> json;
    private readonly JsonToken[]? tokens;
    private readonly int count;

    private JsonTape(ReadOnlySpan<byte> json, JsonToken[] tokens, int count)
    {
        this.json = json;
        this.tokens = tokens;
        this.count = count;
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>False for an empty or truncated body, one with anything behind its value, one deeper than 64 levels, or one that
    /// is not UTF-8. A byte order mark is no reason.</summary>
    public bool IsJson => tokens is not null;

    /// <summary>The body's value; a field that is absent when the body is not JSON.</summary>
    public JsonField Root => tokens is null ? default : new JsonField(json, tokens.AsSpan(0, count), 0);

    public static JsonTape Parse(ReadOnlySpan<byte> body)
    {
        var json = body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
        if (!Utf8.IsValid(json))
        {
            return default;
        }

        var tokens = ArrayPool<JsonToken>.Shared.Rent(FirstSize);
        try
        {
            var count = QuickTape.Fill(json, ref tokens);
            if (count < 0)
            {
                count = Fill(json, ref tokens);
            }

            return new JsonTape(json, tokens, count);
        }
        catch (JsonException)
        {
            ArrayPool<JsonToken>.Shared.Return(tokens);
            return default;
        }
    }

    /// <summary>Gives the table back. Fields read off this tape are not to be used afterwards.</summary>
    public void Dispose()
    {
        if (tokens is not null)
        {
            ArrayPool<JsonToken>.Shared.Return(tokens);
        }
    }

    private static int Fill(ReadOnlySpan<byte> json, ref JsonToken[] tokens)
    {
        Span<int> open = stackalloc int[MaxDepth];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        int count = 0, depth = 0;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                ref var opened = ref tokens[open[--depth]];
                opened = opened with { Length = (int)reader.BytesConsumed - opened.Start, Next = count };
                continue;
            }

            if (count == tokens.Length)
            {
                Grow(ref tokens);
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open[depth++] = count;
            }

            tokens[count] = Read(in reader, ++count);
        }

        return count;
    }

    private static JsonToken Read(in Utf8JsonReader reader, int next)
    {
        var quoted = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
        return new((int)reader.TokenStartIndex + (quoted ? 1 : 0), reader.ValueSpan.Length, next, reader.TokenType, quoted && reader.ValueIsEscaped);
    }

    internal static void Grow(ref JsonToken[] tokens)
    {
        var larger = ArrayPool<JsonToken>.Shared.Rent(tokens.Length * 2);
        tokens.CopyTo(larger, 0);
        ArrayPool<JsonToken>.Shared.Return(tokens);
        tokens = larger;
    }
}
