namespace OrderRelay.Load.Events;

/// <summary>
/// Ids from counters: scattered over their range as real ones are, so that an index sees random inserts, yet unique
/// within a run because each scattering is a bijection. The seed moves the whole set, so runs do not meet.
/// </summary>
internal sealed class EventIds(ulong seed)
{
    private const ulong Mask48 = (1UL << 48) - 1;
    private const ulong Mask60 = (1UL << 60) - 1;

    private readonly ulong orderKey = Mix(seed) & Mask48;
    private readonly ulong eventKey = Mix(seed + 1);
    private readonly ulong partnerKey = Mix(seed + 2);

    /// <summary>12 hex digits.</summary>
    public void WriteOrderId(Span<byte> target, ulong orderNumber)
        => DigitText.WriteHex(target, Scatter(orderNumber, Mask48, 24) ^ orderKey);

    public void WriteOrderUuid(Span<byte> target, ulong orderNumber) => WriteUuid(target, partnerKey, orderNumber);

    public void WriteEventUuid(Span<byte> target, ulong eventNumber) => WriteUuid(target, eventKey, eventNumber);

    private static void WriteUuid(Span<byte> target, ulong key, ulong number)
    {
        var low = Scatter(number, Mask60, 30);
        DigitText.WriteHex(target[..8], key >> 32);
        target[8] = (byte)'-';
        DigitText.WriteHex(target[9..13], key >> 16);
        target[13] = (byte)'-';
        target[14] = (byte)'4';
        DigitText.WriteHex(target[15..18], key);
        target[18] = (byte)'-';
        target[19] = (byte)'8';
        DigitText.WriteHex(target[20..23], low >> 48);
        target[23] = (byte)'-';
        DigitText.WriteHex(target[24..36], low);
    }

    /// <summary>A bijection on the mask's range: odd multipliers and xor-shifts both have an inverse there.</summary>
    private static ulong Scatter(ulong number, ulong mask, int shift)
    {
        number = (number * 0x9E3779B97F4A7C15) & mask;
        number ^= number >> shift;
        number = (number * 0xBF58476D1CE4E5B9) & mask;
        return number ^ (number >> shift);
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
