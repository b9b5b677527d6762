using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace OrderRelay.Core.Orders;

/// <summary>Puts values one behind the other. Each is a byte or two where it is small or absent.</summary>
internal sealed class PackedWriter : ByteWriter
{
    /// <summary>In the byte of a length: four bytes with the length follow.</summary>
    public const byte Long = byte.MaxValue;

    private const int MostUtf8BytesOfChar = 3;

    /// <summary>Whether there is such a value; its members follow.</summary>
    public T? Has<T>(T? value)
        where T : class
    {
        Ensure(1);
        buffer[length++] = (byte)(value is null ? 0 : 1);
        return value;
    }

    public void Number(int value)
    {
        Ensure(5);
        for (var rest = (uint)((value << 1) ^ (value >> 31)); ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                buffer[length++] = (byte)rest;
                return;
            }

            buffer[length++] = (byte)(rest | 0x80);
        }
    }

    public void Number(int? value)
    {
        Ensure(1);
        buffer[length++] = (byte)(value is null ? 0 : 1);
        if (value is { } number)
        {
            Number(number);
        }
    }

    public void Instant(DateTimeOffset value)
    {
        Ensure(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(length), value.UtcTicks);
        length += sizeof(long);
    }

    public void Instant(DateTimeOffset? value)
    {
        Ensure(1);
        buffer[length++] = (byte)(value is null ? 0 : 1);
        if (value is { } instant)
        {
            Instant(instant);
        }
    }

    /// <summary>Its digits as they were sent: 1.50 does not become 1.5.</summary>
    public void Amount(decimal? value)
    {
        Ensure(1 + sizeof(decimal));
        buffer[length++] = (byte)(value is null ? 0 : 1);
        if (value is { } amount)
        {
            length += sizeof(int) * decimal.GetBits(amount, MemoryMarshal.Cast<byte, int>(buffer.AsSpan(length, sizeof(decimal))));
        }
    }

    /// <summary>Halves of surrogate pairs become what they become in a stored row.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Ensure(1);
            buffer[length++] = 0;
            return;
        }

        var most = value.Length * MostUtf8BytesOfChar;
        Ensure(1 + sizeof(int) + most);
        var start = length + (most + 1 < Long ? 1 : 1 + sizeof(int));
        _ = Utf8.FromUtf16(value, buffer.AsSpan(start), out _, out var written);
        if (most + 1 < Long)
        {
            buffer[length] = (byte)(written + 1);
        }
        else
        {
            buffer[length] = Long;
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(length + 1), written);
        }

        length = start + written;
    }

    public void Texts(IReadOnlyList<string>? values)
    {
        Number(values?.Count);
        for (var index = 0; index < values?.Count; index++)
        {
            Text(values[index]);
        }
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        Ensure(value.Length);
        value.CopyTo(buffer.AsSpan(length));
        length += value.Length;
    }
}
