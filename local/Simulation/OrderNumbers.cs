using System.Globalization;

namespace OrderRelay.Local.Simulation;

/// <summary>
/// Order ids from numbers. Scattered as real ones are, so that an index sees random inserts, and yet never two alike within
/// a run, because the scattering is a bijection on 48 bits.
/// </summary>
internal sealed class OrderNumbers
{
    private const ulong Mask = (1UL << 48) - 1;

    private readonly ulong key;
    private readonly string uuidHead;

    /// <param name="random">Moves the whole set, so that two runs do not meet.</param>
    public OrderNumbers(Random random)
    {
        key = ulong.Parse(random.Hex(12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        uuidHead = random.Uuid()[..24];
    }

    /// <summary>The id of an order, in the shape of the one that the script drew.</summary>
    public string Of(long number, string shape)
    {
        var digits = (Scatter((ulong)number) ^ key).ToString("x12", CultureInfo.InvariantCulture);
        return shape.Length == digits.Length ? digits : uuidHead + digits;
    }

    private static ulong Scatter(ulong number)
    {
        number = (number * 0x9E3779B97F4A7C15) & Mask;
        number ^= number >> 24;
        number = (number * 0xBF58476D1CE4E5B9) & Mask;
        return number ^ (number >> 24);
    }
}
