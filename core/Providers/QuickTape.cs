using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace OrderRelay.Core.Providers;

/// <summary>
/// Fills a tape at half the cost of the platform's reader, which checks for options, segments and continuations that a body in
/// memory has none of. It only ever accepts: whatever it does not take for JSON the platform's reader judges.
/// </summary>
internal static class QuickTape
{
    /// <summary>Not taken: let the platform's reader read it.</summary>
    public const int NotTaken = -1;

    /// <summary>Reads a body.</summary>
    /// <param name="json">Valid UTF-8.</param>
    /// <param name="tokens">The table; a larger one from the pool when it was too small.</param>
    /// <returns>How many tokens there are, or <see cref="NotTaken"/>.</returns>
    public static int Fill(ReadOnlySpan<byte> json, ref JsonToken[] tokens)
    {
        Span<int> open = stackalloc int[JsonTape.MaxDepth];
        int count = 0, depth = 0, at = SkipSpace(json, 0);
        var named = false;
        while (at >= 0)
        {
            if (count == tokens.Length)
            {
                JsonTape.Grow(ref tokens);
            }

            ref var token = ref tokens[count++];
            if (named)
            {
                named = false;
                at = ReadName(json, at, count, ref token);
                continue;
            }

            var first = ByteAt(json, at);
            if (first is (byte)'{' or (byte)'[')
            {
                if (depth == open.Length)
                {
                    return NotTaken;
                }

                token = new(at, 0, 0, first is (byte)'{' ? JsonTokenType.StartObject : JsonTokenType.StartArray, false);
                open[depth++] = count - 1;
                at = SkipSpace(json, at + 1);
                if (ByteAt(json, at) != ClosingOf(first))
                {
                    named = first is (byte)'{';
                    continue;
                }
            }
            else
            {
                at = ReadScalar(json, at, first, count, ref token);
            }

            at = Close(json, at, tokens.AsSpan(0, count), open, ref depth);
            if (depth == 0 || at < 0)
            {
                return at == json.Length ? count : NotTaken;
            }

            named = tokens[open[depth - 1]].Type is JsonTokenType.StartObject;
        }

        return NotTaken;
    }

    /// <summary>Goes past what ends behind a value and past the comma, to the next name or value.</summary>
    private static int Close(ReadOnlySpan<byte> json, int at, Span<JsonToken> tokens, ReadOnlySpan<int> open, ref int depth)
    {
        at = SkipSpace(json, at);
        while (depth > 0 && ByteAt(json, at) is var next and ((byte)'}' or (byte)']'))
        {
            ref var opened = ref tokens[open[--depth]];
            if (next != ClosingOf(json[opened.Start]))
            {
                return NotTaken;
            }

            at++;
            opened = opened with { Length = at - opened.Start, Next = tokens.Length };
            at = SkipSpace(json, at);
        }

        return depth == 0 ? at : ByteAt(json, at) is (byte)',' ? SkipSpace(json, at + 1) : NotTaken;
    }

    private static int ReadName(ReadOnlySpan<byte> json, int at, int next, ref JsonToken token)
    {
        if (ByteAt(json, at) != '"' || EndOfText(json, at + 1, out var escaped) is var end && end < 0)
        {
            return NotTaken;
        }

        token = new(at + 1, end - at - 1, next, JsonTokenType.PropertyName, escaped);
        at = SkipSpace(json, end + 1);
        return ByteAt(json, at) is (byte)':' ? SkipSpace(json, at + 1) : NotTaken;
    }

    private static int ReadScalar(ReadOnlySpan<byte> json, int at, byte first, int next, ref JsonToken token)
    {
        if (first is (byte)'"')
        {
            var close = EndOfText(json, at + 1, out var escaped);
            token = new(at + 1, close - at - 1, next, JsonTokenType.String, escaped);
            return close < 0 ? NotTaken : close + 1;
        }

        var (end, type) = first switch
        {
            (byte)'t' => (EndOfWord(json, at, "true"u8), JsonTokenType.True),
            (byte)'f' => (EndOfWord(json, at, "false"u8), JsonTokenType.False),
            (byte)'n' => (EndOfWord(json, at, "null"u8), JsonTokenType.Null),
            _ => (EndOfNumber(json, at), JsonTokenType.Number),
        };
        token = new(at, end - at, next, type, false);
        return end;
    }

    /// <summary>Where a text's closing quote is.</summary>
    private static int EndOfText(ReadOnlySpan<byte> json, int at, out bool escaped)
    {
        escaped = false;
        while (true)
        {
            at = NextSign(json, at);
            switch (ByteAt(json, at))
            {
                case (byte)'"':
                    return at;
                case (byte)'\\' when LengthOfEscape(json, at) is > 0 and var length:
                    escaped = true;
                    at += length;
                    break;
                default:
                    return NotTaken;
            }
        }
    }

    /// <summary>The next quote, backslash or control character, or the end.</summary>
    private static int NextSign(ReadOnlySpan<byte> json, int at)
    {
        ref var start = ref MemoryMarshal.GetReference(json);
        for (; at + Vector128<byte>.Count <= json.Length; at += Vector128<byte>.Count)
        {
            var block = Vector128.LoadUnsafe(ref start, (nuint)at);
            var signs = Vector128.Equals(block, Vector128.Create((byte)'"')) | Vector128.Equals(block, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(block, Vector128.Create((byte)' '));
            if (signs != Vector128<byte>.Zero)
            {
                return at + BitOperations.TrailingZeroCount(signs.ExtractMostSignificantBits());
            }
        }

        while (at < json.Length && json[at] is not ((byte)'"' or (byte)'\\' or < (byte)' '))
        {
            at++;
        }

        return at;
    }

    private static int LengthOfEscape(ReadOnlySpan<byte> json, int at) => ByteAt(json, at + 1) switch
    {
        (byte)'u' when at + 6 <= json.Length && IsHex(json[at + 2]) && IsHex(json[at + 3]) && IsHex(json[at + 4]) && IsHex(json[at + 5]) => 6,
        (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => 2,
        _ => 0,
    };

    private static int EndOfWord(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> word)
        => json[at..].StartsWith(word) ? at + word.Length : NotTaken;

    private static int EndOfNumber(ReadOnlySpan<byte> json, int at)
    {
        at += ByteAt(json, at) is (byte)'-' ? 1 : 0;
        at = ByteAt(json, at) is (byte)'0' ? at + 1 : EndOfDigits(json, at);
        if (ByteAt(json, at) is (byte)'.')
        {
            at = EndOfDigits(json, at + 1);
        }

        if (ByteAt(json, at) is (byte)'e' or (byte)'E')
        {
            at++;
            at = EndOfDigits(json, ByteAt(json, at) is (byte)'+' or (byte)'-' ? at + 1 : at);
        }

        return at;
    }

    /// <returns>Where at least one digit ends.</returns>
    private static int EndOfDigits(ReadOnlySpan<byte> json, int at)
    {
        var end = at;
        while (IsDigit(ByteAt(json, end)))
        {
            end++;
        }

        return end > at ? end : NotTaken;
    }

    /// <summary>Most bodies have no white space: whether there is any is asked without a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipSpace(ReadOnlySpan<byte> json, int at) => ByteAt(json, at) > (byte)' ' ? at : SkipSpaces(json, at);

    private static int SkipSpaces(ReadOnlySpan<byte> json, int at)
    {
        while (ByteAt(json, at) is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    private static byte ClosingOf(byte opening) => (byte)(opening is (byte)'{' ? '}' : ']');

    /// <summary>0 beyond the end, and for a place that is <see cref="NotTaken"/>: no JSON has that.</summary>
    private static byte ByteAt(ReadOnlySpan<byte> json, int at) => (uint)at < (uint)json.Length ? json[at] : (byte)0;

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    private static bool IsHex(byte value) => IsDigit(value) || (value | 0x20) is >= 'a' and <= 'f';
}
