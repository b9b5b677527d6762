namespace OrderRelay.Faults.Simulation.World;

/// <summary>
/// Makes of one seed as many as are needed (SplitMix64). <see cref="Random"/> does not do for that: what it draws first hardly
/// differs between neighbouring seeds, so that thousands of worlds in a row would all be built alike.
/// </summary>
internal sealed class Seeds(int seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state = (ulong)seed;

    public Random NextRandom()
    {
        state += Step;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return new((int)((mixed ^ (mixed >> 31)) >> 33));
    }
}
