using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>The queue's writer: turns the messages of a group into rows, on the committer's thread alone.</summary>
internal sealed class QueueSession(SqliteConnection connection, RecentIds recent, PendingMessages pending, long next, TimeProvider time)
    : IWriteSession
{
    /// <summary>Groups of old ids are deleted together; one at a time would touch a page per group.</summary>
    private const int TrimTogether = 256;

    private readonly QueueStatements _sql = new(connection);
    private readonly SegmentBuilder _builder = new();
    private readonly List<EnqueueWork> _scheduled = [];
    private readonly List<UInt128> _ids = new(256);
    private readonly HashSet<UInt128> _fresh = [];
    private readonly List<Segment> _segments = [];
    private readonly List<QueuedRow> _rows = [];
    private long _committedNext = next;
    private long _next = next;
    private long _now;
    private long _group;
    private bool _trimmed;
    private bool _truncate;
    private double _enqueuedTogether;

    public void GroupBegins()
    {
        _now = time.GetUtcNow().UtcTicks;
        _group++;
        _next = _committedNext;
        _trimmed = false;
        _truncate = false;
        _builder.Clear();
        _scheduled.Clear();
        _ids.Clear();
        _fresh.Clear();
        _segments.Clear();
        _rows.Clear();
        recent.Trim(_now);
    }

    /// <returns>False for a duplicate. One of a message in the same group is told so only once that is committed.</returns>
    public bool TryAdd(EnqueueWork work)
    {
        if (recent.Contains(work.Id) || !_fresh.Add(work.Id))
        {
            return false;
        }

        _ids.Add(work.Id);
        if (work.Due is { } due && due > _now)
        {
            _scheduled.Add(work);
            return true;
        }

        if (!_builder.HasRoomFor(work))
        {
            WriteSegment();
        }

        _builder.Add(work);
        return true;
    }

    public void GroupEnds()
    {
        if (_ids.Count > 0)
        {
            if (_builder.Count > 0)
            {
                WriteSegment();
            }

            foreach (var work in _scheduled)
            {
                WriteScheduled(work);
            }

            WriteIds();
        }

        if (recent.Trimmed >= TrimTogether)
        {
            _ = _sql.TrimRecent.Bind(1, recent.TrimmedTo).Run();
            _trimmed = true;
        }
    }

    public void GroupCommitted()
    {
        if (_trimmed)
        {
            recent.Trimmed = 0;
        }

        Volatile.Write(ref _enqueuedTogether, (_enqueuedTogether * 0.9) + (_ids.Count * 0.1));
        if (_ids.Count > 0)
        {
            recent.Add(_committedNext, _now, [.. _ids]);
            _committedNext = _next;
            pending.Add(_segments, _rows);
        }
    }

    /// <summary>Messages that were enqueued by one commit, as a moving average.</summary>
    public double EnqueuedTogether => Volatile.Read(ref _enqueuedTogether);

    public bool TakeTruncate()
    {
        var wanted = _truncate;
        _truncate = false;
        return wanted;
    }

    /// <summary>Once this group is committed, the log is emptied.</summary>
    public void EmptyLog() => _truncate = true;

    /// <summary>Takes a run of one segment's messages out of it; the last ones take the row with them.</summary>
    public void MoveOut(Segment segment, List<MessageMove> moves, int start, int end)
    {
        var payload = ReadOnlyMemory<byte>.Empty;
        for (var index = start; index < end; index++)
        {
            if (moves[index].Kind != MoveKind.Remove)
            {
                payload = payload.IsEmpty ? ReadPayload(segment) : payload;
                Insert(moves[index], payload);
            }
        }

        Leave(segment, end - start);
        if (segment.Stored == segment.Leaving)
        {
            Delete(segment);
            return;
        }

        segment.PartlySettled = true;
        for (var index = start; index < end; index++)
        {
            _ = _sql.InsertSettled.Bind(1, moves[index].SequenceNumber).Run();
        }
    }

    public void MoveRow(in MessageMove move)
    {
        _ = move.Kind switch
        {
            MoveKind.Remove => _sql.DeleteMessage.Bind(1, move.SequenceNumber).Run(),
            MoveKind.Wait => _sql.PutOff.Bind(1, move.SequenceNumber).Bind(2, move.Due).Run(),
            _ => _sql.Bury.Bind(1, move.SequenceNumber).Bind(2, _now).Bind(3, (long)move.Reason).Bind(4, move.Text)
                .Bind(5, move.ExceptionType).Run(),
        };
    }

    public void CountDelivery(Segment segment)
        => _sql.CountSegment.Bind(1, segment.First).Bind(2, segment.Deliveries + 1).Run();

    public void CountDelivery(QueuedRow row)
        => _sql.CountMessage.Bind(1, row.SequenceNumber).Bind(2, row.Deliveries).Run();

    public void RemoveDead(long sequenceNumber, ref int removed) => removed += _sql.DeleteDead.Bind(1, sequenceNumber).Run();

    /// <summary>Segments that this process never handed out lose the delivery that was counted for them in advance.</summary>
    public void UncountFrom(long first) => _sql.Uncount.Bind(1, first).Run();

    public void Probe() => _sql.Probe.Bind(1, _now).Run();

    public void Dispose() => _sql.Dispose();

    private void WriteSegment()
    {
        var payload = _builder.Build();
        var segment = new Segment(_next, _builder.Count, _now, deliveries: 0) { Counted = true, Payload = payload };
        // Counted as delivered from the start: a keeping-up receiver then costs no write of its own.
        _ = _sql.InsertSegment.Bind(1, segment.First).Bind(2, segment.Count).Bind(3, _now).Bind(4, 1).Bind(5, payload).Run();
        _next += segment.Count;
        _segments.Add(segment);
        _builder.Clear();
    }

    private void WriteScheduled(EnqueueWork work)
    {
        var row = new QueuedRow(_next++, _now, work.Due!.Value, deliveries: 0);
        _ = _sql.InsertMessage.Bind(1, row.SequenceNumber).Bind(2, QueueSchema.Waiting).Bind(3, row.Due).Bind(4, 0)
            .Bind(5, _now).BindNull(6).BindNull(7).BindNull(8).Bind(9, work.Envelope).BindNull(10).Run();
        _rows.Add(row);
    }

    private void WriteIds()
    {
        var ids = CollectionsMarshal.AsSpan(_ids);
        var bytes = MemoryMarshal.AsBytes(ids);
        _ = _sql.InsertRecent.Bind(1, _committedNext).Bind(2, ids.Length).Bind(3, _now).Bind(4, bytes).Run();
    }

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

    private void Delete(Segment segment)
    {
        _ = _sql.DeleteSegment.Bind(1, segment.First).Run();
        if (segment.PartlySettled)
        {
            _ = _sql.DeleteSettled.Bind(1, segment.First).Bind(2, segment.First + segment.Count - 1).Run();
        }
    }

    private byte[] ReadPayload(Segment segment)
    {
        var query = _sql.ReadPayload.Bind(1, segment.First);
        var payload = query.Step() ? query.Blob(0).ToArray() : throw new InvalidDataException($"segment {segment.First} is gone");
        query.Reset();
        return payload;
    }
}
