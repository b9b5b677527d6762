using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>The writer of the queue's database: says what became of the journal's messages, on the committer's thread alone.</summary>
/// <param name="connection">The database.</param>
/// <param name="files">The journal.</param>
/// <param name="lowest">Before the first segment that is not settled.</param>
/// <param name="fileIsSettled">Called when the first file has no message left that is not settled; must return at once.</param>
/// <param name="time">The clock.</param>
/// <param name="mark">Written with what is settled; null where no orders' file follows the queue.</param>
internal sealed class QueueSession(
    SqliteConnection connection, JournalFiles files, Segment lowest, Action fileIsSettled, TimeProvider time, ProjectedMark? mark) : IWriteSession
{
    private readonly QueueStatements _sql = new(connection);
    private readonly List<Segment> _finished = [];
    private Segment _lowest = lowest;
    private Segment _nextLowest = lowest;
    private long _low = lowest.First;
    private long _nextLow = lowest.First;
    private long _highestException = files.End;
    private long _now;
    private long _group;
    private bool _settles;
    private bool _removes;
    private bool _truncate;

    /// <summary>All messages below are settled. Any thread may ask.</summary>
    public long Low => Volatile.Read(ref _low);

    public void GroupBegins()
    {
        _now = time.GetUtcNow().UtcTicks;
        _group++;
        _nextLowest = _lowest;
        _nextLow = _low;
        _settles = false;
        _removes = false;
        _truncate = false;
        _finished.Clear();
    }

    public void GroupEnds()
    {
        if (_settles)
        {
            AdvanceLow();
        }

        if (_settles || _removes)
        {
            mark?.Write(_sql);
        }
    }

    public void GroupCommitted()
    {
        _lowest = _nextLowest;
        Volatile.Write(ref _low, _nextLow);
        if (_settles || _removes)
        {
            mark?.Committed();
        }

        if (_nextLow >= files.FrontEnd)
        {
            fileIsSettled();
        }
    }

    public bool TakeTruncate()
    {
        var wanted = _truncate;
        _truncate = false;
        return wanted;
    }

    /// <summary>Once this group is committed, the log is emptied.</summary>
    public void EmptyLog() => _truncate = true;

    /// <summary>Takes a run of one segment's messages out of it.</summary>
    public void MoveOut(Segment segment, List<MessageMove> moves, int start, int end)
    {
        var payload = ReadOnlyMemory<byte>.Empty;
        for (var index = start; index < end; index++)
        {
            if (moves[index].Kind != MoveKind.Remove)
            {
                payload = payload.IsEmpty ? segment.Read() : payload;
                Insert(moves[index], payload);
            }
        }

        _settles = true;
        Leave(segment, end - start);
        if (IsDone(segment))
        {
            _finished.Add(segment);
            return;
        }

        for (var index = start; index < end; index++)
        {
            _ = _sql.InsertSettled.Bind(1, moves[index].SequenceNumber).Run();
        }

        NoteException(segment.First + segment.Count);
    }

    public void MoveRow(in MessageMove move)
    {
        _removes |= move.Kind == MoveKind.Remove;
        _ = move.Kind switch
        {
            MoveKind.Remove => _sql.DeleteMessage.Bind(1, move.SequenceNumber).Run(),
            MoveKind.Wait => _sql.PutOff.Bind(1, move.SequenceNumber).Bind(2, move.Due).Run(),
            _ => _sql.Bury.Bind(1, move.SequenceNumber).Bind(2, _now).Bind(3, (long)move.Reason).Bind(4, move.Text)
                .Bind(5, move.ExceptionType).Run(),
        };
    }

    public void CountDelivery(Segment segment)
    {
        _ = _sql.CountSegment.Bind(1, segment.First).Bind(2, segment.Deliveries + 1).Run();
        NoteException(segment.First);
    }

    public void CountDelivery(QueuedRow row)
        => _sql.CountMessage.Bind(1, row.SequenceNumber).Bind(2, row.Deliveries).Run();

    public void RemoveDead(long sequenceNumber, ref int removed) => removed += _sql.DeleteDead.Bind(1, sequenceNumber).Run();

    /// <summary>Segments that this process never handed out lose the delivery that is counted for them in advance.</summary>
    public void UncountFrom(long first) => _sql.InsertUntouched.Bind(1, first).Bind(2, files.End).Run();

    /// <summary>A file leaves the journal: the next start begins behind it. Its ids are kept while they are within the duplicate window.</summary>
    public void Leave(long file, List<RememberedRow> ids, long trimmedTo)
    {
        _ = _sql.FirstFile.Bind(1, file + 1).Run();
        _ = _sql.Progress.Bind(1, _nextLow).Bind(2, files.End).Run();
        _ = _sql.TrimRecent.Bind(1, trimmedTo).Run();
        foreach (var row in ids)
        {
            _ = _sql.InsertRecent.Bind(1, row.First).Bind(2, row.Count).Bind(3, row.At).Bind(4, row.Ids).Run();
        }
    }

    /// <summary>What was settled by the groups before this one.</summary>
    public SettledMessages Settled() => new(_low, Numbers("SELECT first FROM done"), Numbers("SELECT seq FROM settled"));

    public void Probe() => _sql.Probe.Bind(1, _now).Run();

    public void Dispose() => _sql.Dispose();

    /// <summary>Segments end in the order in which they were written, more or less: one number says most of it.</summary>
    private void AdvanceLow()
    {
        while (IsDone(_nextLowest) && _nextLowest.Following is { } next)
        {
            _nextLowest = next;
        }

        _nextLow = _nextLowest.First + (IsDone(_nextLowest) ? _nextLowest.Count : 0);
        _ = _sql.Progress.Bind(1, _nextLow).Bind(2, files.End).Run();
        if (_nextLow > _low && _highestException >= _low)
        {
            _ = _sql.ForgetDone.Bind(1, _nextLow).Run();
            _ = _sql.ForgetSettled.Bind(1, _nextLow).Run();
            _ = _sql.ForgetDeliveries.Bind(1, _nextLow).Run();
            _ = _sql.ForgetUntouched.Bind(1, _nextLow).Run();
        }

        foreach (var segment in _finished)
        {
            if (segment.First >= _nextLow)
            {
                _ = _sql.InsertDone.Bind(1, segment.First).Run();
                NoteException(segment.First);
            }
        }
    }

    private void NoteException(long sequenceNumber) => _highestException = Math.Max(_highestException, sequenceNumber);

    private void Insert(in MessageMove move, ReadOnlyMemory<byte> payload)
    {
        var at = 0;
        var envelope = Segment.Next(payload, ref at);
        for (var offset = 0; offset < move.Offset; offset++)
        {
            envelope = Segment.Next(payload, ref at);
        }

        var buried = move.Kind == MoveKind.Bury;
        _ = _sql.InsertMessage.Bind(1, move.SequenceNumber).Bind(2, buried ? QueueSchema.Dead : QueueSchema.Waiting)
            .Bind(3, move.Due).Bind(4, move.Deliveries).Bind(5, move.EnqueuedAt)
            .Bind(6, buried ? _now : null).Bind(7, buried ? (long)move.Reason : null).Bind(8, move.Text)
            .Bind(9, envelope.Span).Bind(10, move.ExceptionType).Run();
    }

    private void Leave(Segment segment, int count)
    {
        if (segment.LeavingIn != _group)
        {
            segment.LeavingIn = _group;
            segment.Leaving = 0;
        }

        segment.Leaving += count;
    }

    private bool IsDone(Segment segment) => segment.Stored == (segment.LeavingIn == _group ? segment.Leaving : 0);

    private HashSet<long> Numbers(string sql)
    {
        HashSet<long> numbers = [];
        using var query = new Statement(connection, sql);
        while (query.Step())
        {
            _ = numbers.Add(query.Long(0));
        }

        return numbers;
    }
}
