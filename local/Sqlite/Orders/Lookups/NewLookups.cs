namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Lookups that are not in their index yet (ADR 12). The file has them as they came, in a log that a start reads again. Once there are
/// enough of them they are moved into the index, in its order, while the next ones gather. The writer changes this, readers look at it.
/// </summary>
/// <param name="most">At which moving begins.</param>
internal sealed class NewLookups(int most)
{
    /// <summary>The more there are, the more of them share a page of the index when they are written. They take 20 bytes each, and as many may gather
    /// while these are moved. A little less than a power of two, at which a table would grow once more.</summary>
    public const int Most = 500_000;

    private readonly Lock _gate = new();
    private LookupTable _gathering = new();
    private LookupTable _spare = new();

    /// <summary>What is being moved; null when nothing is. Nothing is added to it any more.</summary>
    public LookupTable? Moving { get; private set; }

    public bool AreEnough => _gathering.Count >= most;

    /// <summary>Adds the orders of a hash to a list.</summary>
    public void Find(long hash, List<long> orders)
    {
        lock (_gate)
        {
            _gathering.Find(hash, orders);
            Moving?.Find(hash, orders);
        }
    }

    public void Add(List<Lookup> lookups)
    {
        lock (_gate)
        {
            foreach (var lookup in lookups)
            {
                _gathering.Add(lookup);
            }
        }
    }

    public void BeginMoving()
    {
        lock (_gate)
        {
            Moving = _gathering;
            _gathering = _spare;
        }
    }

    /// <summary>All of them are in the index, for every reader that asks it from now on.</summary>
    public void EndMoving()
    {
        lock (_gate)
        {
            _spare = Moving!;
            _spare.Clear();
            Moving = null;
        }
    }
}
