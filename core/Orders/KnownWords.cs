using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace OrderRelay.Core.Orders;

/// <summary>
/// Texts that nearly every event repeats, statuses and names of goods, as the strings that they were last time: finding one costs
/// less than making it again, and no memory. Bounded by its size, one a thread, and never asked for what is personal or secret.
/// </summary>
internal static class KnownWords
{
    private const int Slots = 256;
    private const int Longest = 40;
    private const ulong Mixer = 0x9E37_79B9_7F4A_7C15;

    [ThreadStatic]
    private static string?[]? words;

    /// <param name="raw">A text without escapes, in UTF-8.</param>
    public static string Of(ReadOnlySpan<byte> raw)
    {
        if (raw.Length > Longest)
        {
            return Encoding.UTF8.GetString(raw);
        }

        ref var slot = ref (words ??= new string?[Slots])[SlotOf(raw)];
        return slot is { } known && Ascii.Equals(raw, known) ? known : slot = Encoding.UTF8.GetString(raw);
    }

    /// <summary>By length and both ends: two words that share a slot only take turns in it.</summary>
    private static int SlotOf(ReadOnlySpan<byte> raw)
    {
        ulong mixed;
        if (raw.Length >= sizeof(ulong))
        {
            mixed = BinaryPrimitives.ReadUInt64LittleEndian(raw) ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(raw[^sizeof(ulong)..]), 29);
        }
        else
        {
            mixed = 0;
            foreach (var value in raw)
            {
                mixed = (mixed << 8) | value;
            }
        }

        return (int)(((mixed + (ulong)raw.Length) * Mixer) >> 56);
    }
}
