using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>
/// Writes a stored row's JSON straight into bytes, as the platform's writer with its default encoder would and at a third of
/// its cost: names come ready, and whether a comma is due the last byte tells. An absent value is left out.
/// </summary>
internal sealed class RowWriter : ByteWriter
{
    private const int LongestEscape = 6;

    /// <summary>What the default encoder leaves as it stands, which is ASCII alone.</summary>
    private static readonly byte[] Unescaped =
        [.. Enumerable.Range(0, 0x80).Where(static value => !JavaScriptEncoder.Default.WillEncode(value)).Select(static value => (byte)value)];

    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Unescaped.Select(static value => (char)value)]);
    private static readonly SearchValues<byte> PlainUtf8 = SearchValues.Create(Unescaped);

    /// <summary>The same in JSON, with the quotes around it.</summary>
    private static readonly SearchValues<byte> PlainJson = SearchValues.Create([(byte)'"', .. Unescaped]);

    /// <summary>The instant written last, in its quotes: many of a row are the same, and most are of one day.</summary>
    private readonly byte[] instant = new byte[InstantText.Longest + 2];
    private int instantLength;
    private long instantTicks = long.MinValue;

    public RowWriter() => instant[0] = (byte)'"';

    public void StartObject()
    {
        Begin(default, 1);
        buffer[length++] = (byte)'{';
    }

    public void StartObject(ReadOnlySpan<byte> name)
    {
        Begin(name, 1);
        buffer[length++] = (byte)'{';
    }

    public void EndObject()
    {
        Ensure(1);
        buffer[length++] = (byte)'}';
    }

    public void StartArray(ReadOnlySpan<byte> name)
    {
        Begin(name, 1);
        buffer[length++] = (byte)'[';
    }

    public void EndArray()
    {
        Ensure(1);
        buffer[length++] = (byte)']';
    }

    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Begin(name, value.Length + 2);
            Quote(value);
        }
    }

    /// <param name="name">Nothing, for one of an array.</param>
    /// <param name="value">In well-formed UTF-8.</param>
    public void Utf8Text(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var plain = !value.ContainsAnyExcept(PlainUtf8);
        Begin(name, (plain ? value.Length : value.Length * LongestEscape) + 2);
        buffer[length++] = (byte)'"';
        if (plain)
        {
            value.CopyTo(buffer.AsSpan(length));
            length += value.Length;
        }
        else
        {
            _ = JavaScriptEncoder.Default.EncodeUtf8(value, buffer.AsSpan(length), out _, out var written);
            length += written;
        }

        buffer[length++] = (byte)'"';
    }

    public void Texts(ReadOnlySpan<byte> name, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            return;
        }

        StartArray(name);
        for (var index = 0; index < values.Count; index++)
        {
            Begin(default, values[index].Length + 2);
            Quote(values[index]);
        }

        EndArray();
    }

    public void Number(ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            Begin(name, DecimalText.Longest);
            if ((uint)number < 10)
            {
                // Nearly every count.
                buffer[length++] = (byte)('0' + number);
                return;
            }

            _ = Utf8Formatter.TryFormat(number, buffer.AsSpan(length), out var written);
            length += written;
        }
    }

    public void Number(ReadOnlySpan<byte> name, decimal? value)
    {
        if (value is { } number)
        {
            Begin(name, DecimalText.Longest);
            length += DecimalText.Write(number, buffer.AsSpan(length));
        }
    }

    public void Flag(ReadOnlySpan<byte> name, bool value) => Plainly(name, value ? "true"u8 : "false"u8);

    public void Instant(ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } when)
        {
            if (when.UtcTicks != instantTicks)
            {
                Remember(when.UtcTicks);
            }

            Plainly(name, instant.AsSpan(0, instantLength));
        }
    }

    /// <summary>A status in its wire form, which needs no escaping.</summary>
    public void Status<TStatus>(ReadOnlySpan<byte> name, TStatus? value)
        where TStatus : struct, Enum
    {
        if (value is { } status)
        {
            Plainly(name, WireNames<TStatus>.QuotedOf(status));
        }
    }

    /// <summary>Any JSON at all: as it stands where that is how the platform's writer would write it, or else by way of that.</summary>
    public void Json(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (IsWritten(value))
        {
            Plainly(name, value);
            return;
        }

        var written = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(written))
        {
            JsonElement.Parse(value).WriteTo(writer);
        }

        Plainly(name, written.WrittenSpan);
    }

    /// <summary>Nothing in it to escape or unescape, and no white space but within strings.</summary>
    private static bool IsWritten(ReadOnlySpan<byte> json)
    {
        if (json.ContainsAnyExcept(PlainJson))
        {
            return false;
        }

        // There is no backslash in it: every quote begins a string or ends one.
        var quoted = false;
        foreach (var value in json)
        {
            quoted ^= value == (byte)'"';
            if (value == (byte)' ' && !quoted)
            {
                return false;
            }
        }

        return true;
    }

    private void Plainly(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        Begin(name, json.Length);
        json.CopyTo(buffer.AsSpan(length));
        length += json.Length;
    }

    /// <summary>Writes the comma that is due and the name, and makes room for what follows.</summary>
    private void Begin(ReadOnlySpan<byte> name, int room)
    {
        Ensure(1 + name.Length + room);
        if (length > 0 && buffer[length - 1] is not ((byte)'{' or (byte)'['))
        {
            buffer[length++] = (byte)',';
        }

        name.CopyTo(buffer.AsSpan(length));
        length += name.Length;
    }

    private void Remember(long ticks)
    {
        var at = 1 + InstantText.DateLength;
        if (ticks / TimeSpan.TicksPerDay != instantTicks / TimeSpan.TicksPerDay)
        {
            InstantText.WriteDate(new DateTime(ticks), instant.AsSpan(1));
        }

        at += InstantText.WriteTime(ticks, instant.AsSpan(at));
        instant[at] = (byte)'"';
        instantLength = at + 1;
        instantTicks = ticks;
    }

    private void Quote(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            QuoteEscaped(text);
            return;
        }

        buffer[length++] = (byte)'"';
        _ = Ascii.FromUtf16(text, buffer.AsSpan(length), out var written);
        length += written;
        buffer[length++] = (byte)'"';
    }

    private void QuoteEscaped(string text)
    {
        var escaped = ArrayPool<char>.Shared.Rent(text.Length * LongestEscape);
        _ = JavaScriptEncoder.Default.Encode(text, escaped, out _, out var written);
        Ensure(written + 2);
        buffer[length++] = (byte)'"';
        length += Encoding.UTF8.GetBytes(escaped.AsSpan(0, written), buffer.AsSpan(length));
        buffer[length++] = (byte)'"';
        ArrayPool<char>.Shared.Return(escaped);
    }
}
