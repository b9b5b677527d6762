namespace OrderRelay.Load.Events;

/// <summary>Numbers as text in place, right-aligned and zero-filled to the target's length.</summary>
internal static class DigitText
{
    public static void WriteHex(Span<byte> target, ulong value)
    {
        var digits = "0123456789abcdef"u8;
        for (var i = target.Length - 1; i >= 0; i--)
        {
            target[i] = digits[(int)(value & 15)];
            value >>= 4;
        }
    }

    public static void WriteDecimal(Span<byte> target, ulong value)
    {
        for (var i = target.Length - 1; i >= 0; i--)
        {
            target[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
