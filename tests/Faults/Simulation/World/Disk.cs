namespace OrderRelay.Faults.Simulation.World;

/// <summary>
/// What a power failure takes back. A store that is sound writes through: nothing of it is ever here. With "synchronous off"
/// planted, a write is answered before it is durable, and a later flush makes it so.
/// </summary>
internal sealed class Disk(Random random, bool writesThrough)
{
    private const int WritesPerFlush = 12;

    private readonly Stack<Action> unflushed = new();

    /// <summary>A write has been applied.</summary>
    /// <param name="undo">Takes it back; the newest is taken back first.</param>
    public void Wrote(Action undo)
    {
        if (writesThrough)
        {
            return;
        }

        unflushed.Push(undo);
        if (random.Next(WritesPerFlush) == 0)
        {
            Flush();
        }
    }

    public void Flush() => unflushed.Clear();

    public void LosePower()
    {
        while (unflushed.TryPop(out var undo))
        {
            undo();
        }
    }
}
