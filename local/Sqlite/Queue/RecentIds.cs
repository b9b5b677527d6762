namespace OrderRelay.Local.Sqlite;

/// <summary>Ids seen within the duplicate window. Belongs to the committer's thread: no lock.</summary>
internal sealed class RecentIds(TimeSpan window, int capacity)
{
    private readonly HashSet<UInt128> _known = [];
    private readonly Queue<(long First, long At, UInt128[] Ids)> _groups = new();

    /// <summary>Sequence number of the last group that left the window; its row and all before may go.</summary>
    public long TrimmedTo { get; private set; }

    /// <summary>Groups trimmed from memory whose rows are still there.</summary>
    public int Trimmed { get; set; }

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

            TrimmedTo = first;
            Trimmed++;
        }
    }
}
