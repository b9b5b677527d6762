using System.Buffers;
using System.Globalization;
using System.Text;

namespace OrderRelay.Core.Providers;

/// <summary>
/// JSON string escapes, undone without ever throwing. The platform's readers throw for half a surrogate pair, which is valid
/// JSON by grammar; here it becomes three bytes that no UTF-8 text has, and U+FFFD in a string.
/// </summary>
internal static class JsonText
{
    private const int EscapeLength = 6;
    private const int OnStack = 256;

    /// <summary>Undoes the escapes of a string's raw text.</summary>
    /// <param name="raw">The text between the quotes, from a reader that accepted it.</param>
    /// <param name="destination">At least as long as <paramref name="raw"/>: no escape is shorter than what it stands for.</param>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                raw.CopyTo(destination[written..]);
                return written + raw.Length;
            }

            raw[..plain].CopyTo(destination[written..]);
            written += plain;
            raw = raw[plain..];
            raw = raw[UnescapeOne(raw, destination, ref written)..];
        }
    }

    public static string Decode(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (!escaped)
        {
            return Encoding.UTF8.GetString(raw);
        }

        var rented = raw.Length > OnStack ? ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        var buffer = rented ?? stackalloc byte[OnStack];
        var text = Encoding.UTF8.GetString(buffer[..Unescape(raw, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return text;
    }

    /// <summary>A copy of any JSON in which each escape of half a surrogate pair is that of U+FFFD, so that every writer takes it.</summary>
    public static byte[] Mend(ReadOnlySpan<byte> json)
    {
        var mended = json.ToArray();
        for (var i = 0; i < mended.Length;)
        {
            if (mended[i] != '\\')
            {
                i++;
            }
            else if (mended[i + 1] != 'u')
            {
                i += 2;
            }
            else
            {
                var length = ReadCodePoint(json[i..], out var codePoint);
                if (!Rune.IsValid(codePoint))
                {
                    "\\ufffd"u8.CopyTo(mended.AsSpan(i));
                }

                i += length;
            }
        }

        return mended;
    }

    private static int UnescapeOne(ReadOnlySpan<byte> raw, Span<byte> destination, ref int written)
    {
        if (raw[1] == 'u')
        {
            var length = ReadCodePoint(raw, out var codePoint);
            written += Encode(codePoint, destination[written..]);
            return length;
        }

        destination[written++] = raw[1] switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            var itself => itself,
        };
        return 2;
    }

    private static int ReadCodePoint(ReadOnlySpan<byte> raw, out int codePoint)
    {
        codePoint = Hex(raw);
        if (char.IsHighSurrogate((char)codePoint) && raw.Length >= 2 * EscapeLength && raw[EscapeLength] == '\\' && raw[EscapeLength + 1] == 'u'
            && Hex(raw[EscapeLength..]) is var low && char.IsLowSurrogate((char)low))
        {
            codePoint = char.ConvertToUtf32((char)codePoint, (char)low);
            return 2 * EscapeLength;
        }

        return EscapeLength;
    }

    private static int Hex(ReadOnlySpan<byte> escape)
        => int.Parse(escape[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static int Encode(int codePoint, Span<byte> destination)
    {
        if (Rune.TryCreate(codePoint, out var rune))
        {
            return rune.EncodeToUtf8(destination);
        }

        destination[0] = (byte)(0xE0 | (codePoint >> 12));
        destination[1] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
        destination[2] = (byte)(0x80 | (codePoint & 0x3F));
        return 3;
    }
}
