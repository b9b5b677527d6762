namespace OrderRelay.Local.Simulation;

/// <summary>
/// A generator with a seed of 64 bits (SplitMix64). The base library's takes 31, of which a million orders would share some:
/// here each order gets one of its own and can be drawn again at any time, so that none has to be kept.
/// </summary>
internal sealed class OrderRandom : Random
{
    private ulong state;

    private OrderRandom(ulong seed) => state = seed;

    /// <summary>Equal parts make an equal sequence.</summary>
    public static OrderRandom Of(params ReadOnlySpan<ulong> parts)
    {
        var seed = 0UL;
        foreach (var part in parts)
        {
            seed = Mix(seed + part + 0x9E3779B97F4A7C15);
        }

        return new(seed);
    }

    public override int Next() => (int)(NextBits() >> 33);

    public override int Next(int maxValue) => (int)((UInt128)NextBits() * (ulong)maxValue >> 64);

    public override int Next(int minValue, int maxValue) => minValue + Next(maxValue - minValue);

    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref var next in buffer)
        {
            next = (byte)NextBits();
        }
    }

    protected override double Sample() => NextDouble();

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private ulong NextBits() => Mix(state += 0x9E3779B97F4A7C15);
}
