namespace OrderRelay.Local.Sqlite;

/// <summary>Ids seen within the duplicate window. Belongs to the journal committer's thread: no lock.</summary>
internal sealed class RecentIds(TimeSpan window, int capacity)
{
    private readonly HashSet<UInt128> _known = [];
    private readonly Queue<(long First, long At, UInt128[] Ids)> _groups = new();

    private long _trimmedTo;

    /// <summary>Sequence number of the last group that left the window. Any thread may ask.</summary>
    public long TrimmedTo => Volatile.Read(ref _trimmedTo);

    public bool Contains(UInt128 id) => _known.Contains(id);

    public void Add(long first, long at, UInt128[] ids)
    {
        foreach (var id in ids)
        {
            _ = _known.Add(id);
        }

        _groups.Enqueue((first, at, ids));
    }

    /// <summary>Forgets what is older than the window or beyond its capacity.</summary>
    public void Trim(long now)
    {
        while (_groups.TryPeek(out var oldest) && (oldest.At < now - window.Ticks || _known.Count > capacity))
        {
            var (first, _, ids) = _groups.Dequeue();
            foreach (var id in ids)
            {
                _ = _known.Remove(id);
            }

            Volatile.Write(ref _trimmedTo, first);
        }
    }
}
