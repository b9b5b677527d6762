namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Ids seen within the duplicate window. They lie in a ring in the order in which they came, and a table of open addresses says where:
/// two arrays without a reference, which the collector does not look through, and no array of its own for each commit. Belongs to the
/// journal committer's thread: no lock.
/// </summary>
internal sealed class RecentIds(TimeSpan window, int capacity)
{
    private const int Smallest = 1024;

    /// <summary>Groups become one up to so many ids, which are forgotten together.</summary>
    private const int MostOfGroup = 1024;

    /// <summary>Groups that come within it become one, and are kept for as much longer.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    private readonly Queue<Group> _groups = new();
    private UInt128[] _ids = new UInt128[Smallest];
    private int[] _places = new int[2 * Smallest];
    private int _oldest;
    private int _count;
    private Group? _last;
    private long _trimmedTo;

    /// <summary>Messages up to this sequence number have left the window. Any thread may ask.</summary>
    public long TrimmedTo => Volatile.Read(ref _trimmedTo);

    public bool Contains(UInt128 id)
    {
        for (var slot = HomeOf(id); _places[slot] is not 0 and var place; slot = Next(slot))
        {
            if (_ids[place - 1] == id)
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="first">The sequence number of the first of their messages.</param>
    /// <param name="at">When they came, in ticks.</param>
    /// <param name="ids">They.</param>
    public void Add(long first, long at, ReadOnlySpan<UInt128> ids)
    {
        while (_ids.Length - _count < ids.Length)
        {
            Grow();
        }

        foreach (var id in ids)
        {
            var place = (_oldest + _count++) & (_ids.Length - 1);
            _ids[place] = id;
            Put(place);
        }

        if (_last is { } last && last.Count + ids.Length <= MostOfGroup && Math.Abs(at - last.Began) < Together.Ticks)
        {
            last.At = Math.Max(last.At, at);
            last.Count += ids.Length;
            return;
        }

        _last = new(first, at) { At = at, Count = ids.Length };
        _groups.Enqueue(_last);
    }

    /// <summary>Forgets what is older than the window or beyond its capacity.</summary>
    public void Trim(long now)
    {
        while (_groups.TryPeek(out var oldest) && (oldest.At < now - window.Ticks || _count > capacity))
        {
            _ = _groups.Dequeue();
            for (var left = oldest.Count; left > 0; left--)
            {
                Remove(_oldest);
                _oldest = (_oldest + 1) & (_ids.Length - 1);
                _count--;
            }

            if (ReferenceEquals(oldest, _last))
            {
                _last = null;
            }

            Volatile.Write(ref _trimmedTo, oldest.First);
        }
    }

    /// <summary>A hash of this process's own: nobody can choose ids that meet in one place.</summary>
    private int HomeOf(UInt128 id) => id.GetHashCode() & (_places.Length - 1);

    private int Next(int slot) => (slot + 1) & (_places.Length - 1);

    private void Put(int place)
    {
        var slot = HomeOf(_ids[place]);
        while (_places[slot] != 0)
        {
            slot = Next(slot);
        }

        _places[slot] = place + 1;
    }

    /// <summary>Those behind it that would not be found across the gap move up.</summary>
    private void Remove(int place)
    {
        var gap = HomeOf(_ids[place]);
        while (_places[gap] != place + 1)
        {
            gap = Next(gap);
        }

        var mask = _places.Length - 1;
        for (var slot = Next(gap); _places[slot] != 0; slot = Next(slot))
        {
            var home = HomeOf(_ids[_places[slot] - 1]);
            if (((slot - home) & mask) >= ((slot - gap) & mask))
            {
                _places[gap] = _places[slot];
                gap = slot;
            }
        }

        _places[gap] = 0;
    }

    private void Grow()
    {
        var ids = new UInt128[2 * _ids.Length];
        for (var index = 0; index < _count; index++)
        {
            ids[index] = _ids[(_oldest + index) & (_ids.Length - 1)];
        }

        (_ids, _places, _oldest) = (ids, new int[2 * ids.Length], 0);
        for (var place = 0; place < _count; place++)
        {
            Put(place);
        }
    }

    /// <param name="first">The sequence number of its first message.</param>
    /// <param name="began">When it came, in ticks.</param>
    private sealed class Group(long first, long began)
    {
        public long First => first;

        public long Began => began;

        /// <summary>When its last id came.</summary>
        public long At { get; set; }

        public int Count { get; set; }
    }
}
