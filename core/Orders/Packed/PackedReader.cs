using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace OrderRelay.Core.Orders;

/// <summary>Takes values in the order in which a <see cref="PackedWriter"/> put them.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private readonly int total = bytes.Length;
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Bytes that were taken.</summary>
    public readonly int Position => total - rest.Length;

    public bool Has() => Byte() != 0;

    public int Number()
    {
        uint value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            value |= (next & 0x7Fu) << shift;
            if (next < 0x80)
            {
                return (int)(value >> 1) ^ -(int)(value & 1);
            }
        }
    }

    public int? NumberOrNull() => Has() ? Number() : null;

    public DateTimeOffset Instant() => new(BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))), TimeSpan.Zero);

    public DateTimeOffset? InstantOrNull() => Has() ? Instant() : null;

    public decimal? Amount() => Has() ? new decimal(MemoryMarshal.Cast<byte, int>(Take(sizeof(decimal)))) : null;

    public string? Text()
    {
        var length = TextLength();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    /// <returns>False when it is absent.</returns>
    public bool Utf8Text(out ReadOnlySpan<byte> text)
    {
        var length = TextLength();
        text = length < 0 ? default : Take(length);
        return length >= 0;
    }

    /// <summary>A text that many orders repeat, and that is not personal, as the string that it was last time.</summary>
    public string? Word()
    {
        var length = TextLength();
        return length < 0 ? null : KnownWords.Of(Take(length));
    }

    /// <summary>A text that is never absent.</summary>
    public string Said() => Text()!;

    /// <summary>How many values follow, each of which takes a byte at least.</summary>
    public int? CountOrNull() => NumberOrNull() is not { } count ? null
        : count >= 0 && count <= rest.Length ? count
        : throw new InvalidDataException("more values are announced than bytes follow");

    public string[]? Texts()
    {
        if (CountOrNull() is not { } count)
        {
            return null;
        }

        var texts = count == 0 ? [] : new string[count];
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = Said();
        }

        return texts;
    }

    public ReadOnlySpan<byte> Bytes() => Take(Number());

    /// <returns>Its bytes; -1 when it is absent.</returns>
    private int TextLength() => Byte() switch
    {
        PackedWriter.Long => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int))),
        var length => length - 1,
    };

    private byte Byte()
    {
        var next = rest[0];
        rest = rest[1..];
        return next;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
