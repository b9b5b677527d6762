using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Writes the lookups of new orders into the file: at once into a log, and from there, many of them together, into their index. What a
/// group did is known to <see cref="NewLookups"/> once it is committed.
/// </summary>
internal sealed class LookupWriter : IDisposable
{
    /// <summary>Moved for each one that is added, so that moving ends before as many have gathered.</summary>
    private const int MovedPerAdded = 2;

    /// <summary>Rows of the log that one group, which adds one, removes. Their pages are overwritten, so that many at once would be felt.</summary>
    private const int RemovedAtOnce = 4;

    private readonly NewLookups _lookups;
    private readonly LookupReader _reader;
    private readonly Statement _append;
    private readonly Statement _index;
    private readonly Statement _remove;
    private readonly List<Lookup> _added = [];
    private readonly List<Lookup> _moved = [];
    private byte[] _bytes = [];
    private long _lastRow;
    private long _movingThrough;
    private long _movedThrough;
    private int _nextBucket;
    private long _rowOfGroup;
    private int _nextBucketOfGroup;
    private bool _removedAll;

    /// <exception cref="DatabaseUnusableException">The log is damaged; the connection is closed.</exception>
    public LookupWriter(SqliteConnection connection, NewLookups lookups)
    {
        _lookups = lookups;
        _lastRow = LookupLog.Read(connection, lookups);
        _reader = new(connection, lookups);
        _append = new(connection, "INSERT OR FAIL INTO new_lookups(id, entries) VALUES(?1, ?2)");
        _index = new(connection, "INSERT OR IGNORE INTO lookups(hash, order_ref) VALUES(?1, ?2)");
        _remove = new(connection, "DELETE FROM new_lookups WHERE id IN (SELECT id FROM new_lookups WHERE id <= ?1 ORDER BY id LIMIT ?2)");
    }

    /// <inheritdoc cref="LookupReader.Orders"/>
    public List<long> Orders(long hash) => _reader.Orders(hash);

    public void Add(long hash, long order) => _added.Add(new(hash, order));

    public void GroupBegins()
    {
        _added.Clear();
        (_rowOfGroup, _nextBucketOfGroup, _removedAll) = (_lastRow, _nextBucket, false);
    }

    public void GroupEnds()
    {
        if (_added.Count == 0)
        {
            return;
        }

        _ = _append.Bind(1, ++_rowOfGroup).Bind(2, LookupLog.Write(_added, ref _bytes)).Run();
        if (_lookups.Moving is { } moving)
        {
            Move(moving, _added.Count * MovedPerAdded);
        }
        else if (_movedThrough > 0)
        {
            _removedAll = _remove.Bind(1, _movedThrough).Bind(2, RemovedAtOnce).Run() < RemovedAtOnce;
        }
    }

    public void GroupCommitted()
    {
        (_lastRow, _nextBucket) = (_rowOfGroup, _nextBucketOfGroup);
        if (_added.Count > 0)
        {
            _lookups.Add(_added);
        }

        if (_removedAll)
        {
            _movedThrough = 0;
        }

        if (_lookups.Moving is { } moving && _nextBucket == moving.Buckets)
        {
            _lookups.EndMoving();
            _movedThrough = _movingThrough;
        }
        else if (_lookups.Moving is null && _movedThrough == 0 && _lookups.AreEnough)
        {
            _lookups.BeginMoving();
            (_movingThrough, _nextBucket) = (_lastRow, 0);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _append.Dispose();
        _index.Dispose();
        _remove.Dispose();
    }

    private void Move(LookupTable moving, int count)
    {
        _moved.Clear();
        while (_moved.Count < count && _nextBucketOfGroup < moving.Buckets)
        {
            moving.CopyBucket(_nextBucketOfGroup++, _moved);
        }

        foreach (var lookup in _moved)
        {
            _ = _index.Bind(1, lookup.Hash).Bind(2, lookup.Order).Run();
        }
    }
}
