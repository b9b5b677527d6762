using System.Buffers.Binary;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// 128 bits that tell bytes apart, by multiplying and folding 32 of them at a time; the same on every machine. It keeps two
/// messages from being taken for one within the queue's duplicate window, and nothing more: whoever wanted that would be the
/// authenticated provider of both, so it need not withstand an attack, and costs a small part of SHA-256.
/// </summary>
public static class Fingerprint
{
    private const int Block = 32;

    // Odd constants with as many ones as zeros: no word of the bytes is likely to cancel one.
    private const ulong First = 0xA0761D6478BD642F;
    private const ulong Second = 0xE7037ED1A0B428DB;
    private const ulong Third = 0x8EBC6AF09C88C6E3;
    private const ulong Fourth = 0x589965CC75374CC3;

    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        ulong left = First ^ (ulong)bytes.Length, right = Second;
        var rest = bytes;
        while (rest.Length >= Block)
        {
            Mix(ref left, ref right, rest);
            rest = rest[Block..];
        }

        // What is left is filled up with zeros; the length, which began it, tells them from zeros among the bytes.
        Span<byte> last = stackalloc byte[Block];
        last.Clear();
        rest.CopyTo(last);
        Mix(ref left, ref right, last);
        return new(Fold(left ^ Third, right ^ Fourth), Fold(right ^ First, left ^ Third ^ (ulong)bytes.Length));
    }

    private static void Mix(ref ulong left, ref ulong right, ReadOnlySpan<byte> block)
    {
        var (a, b) = (BinaryPrimitives.ReadUInt64LittleEndian(block), BinaryPrimitives.ReadUInt64LittleEndian(block[8..]));
        var (c, d) = (BinaryPrimitives.ReadUInt64LittleEndian(block[16..]), BinaryPrimitives.ReadUInt64LittleEndian(block[24..]));
        left = Fold(a ^ First, b ^ left) ^ (ulong.RotateLeft(left, 23) + c);
        right = Fold(c ^ Second, d ^ right) ^ (ulong.RotateLeft(right, 41) + a);
    }

    private static ulong Fold(ulong x, ulong y)
    {
        var high = Math.BigMul(x, y, out var low);
        return high ^ low;
    }
}
