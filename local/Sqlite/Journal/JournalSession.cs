using System.Buffers.Binary;

namespace OrderRelay.Local.Sqlite;

/// <summary>Turns the messages of a group into a frame, on the journal committer's thread alone.</summary>
/// <param name="files">Where it is appended.</param>
/// <param name="recent">Ids within the duplicate window.</param>
/// <param name="pending">Takes what was written.</param>
/// <param name="last">The segment behind which the next ones come.</param>
/// <param name="schedule">Gives messages that wait for their time rows of their own.</param>
/// <param name="time">The clock.</param>
internal sealed class JournalSession(
    JournalFiles files, RecentIds recent, PendingMessages pending, Segment last, Func<List<MessageMove>, Task> schedule, TimeProvider time)
{
    /// <summary>Bytes of envelopes after which a frame takes no other message: what waits beyond goes into the next one.</summary>
    private const int FullBytes = 1 << 20;

    /// <summary>A rush is over when nothing came for so long: the average alone would stay what it was.</summary>
    private static readonly TimeSpan Forgets = TimeSpan.FromMilliseconds(100);

    private readonly List<EnqueueWork> _works = new(256);
    private readonly HashSet<UInt128> _fresh = [];
    private readonly List<Segment> _segments = [];
    private UInt128[] _ids = new UInt128[256];
    private Segment _last = last;
    private byte[] _bytes = new byte[64 << 10];
    private JournalFrame? _written;
    private long _now;
    private int _payload;
    private bool _scheduled;
    private bool _probed;
    private double _enqueuedTogether;
    private long _enqueuedAt;

    /// <summary>Messages that were enqueued by one commit, as a moving average; none once nothing came for a moment.</summary>
    public double EnqueuedTogether => time.GetElapsedTime(Volatile.Read(ref _enqueuedAt)) < Forgets ? Volatile.Read(ref _enqueuedTogether) : 0;

    public bool IsFull => _payload >= FullBytes;

    public JournalFiles Files => files;

    public void GroupBegins()
    {
        _now = time.GetUtcNow().UtcTicks;
        _works.Clear();
        _fresh.Clear();
        _segments.Clear();
        _written = null;
        _payload = 0;
        _scheduled = false;
        _probed = false;
        recent.Trim(_now);
    }

    /// <returns>False for a duplicate. One of a message in the same group is told so only once that is committed.</returns>
    public bool TryAdd(EnqueueWork work)
    {
        if (recent.Contains(work.Id) || !_fresh.Add(work.Id))
        {
            return false;
        }

        _works.Add(work);
        _payload += sizeof(int) + work.Envelope.Length;
        _scheduled |= IsScheduled(work);
        return true;
    }

    /// <summary>Writes a frame even when it holds nothing.</summary>
    public void Probe() => _probed = true;

    /// <exception cref="IOException">The disk refuses it.</exception>
    public void WriteFrame()
    {
        if (_works.Count == 0 && !_probed)
        {
            return;
        }

        var frame = new JournalFrame(files.End, _works.Count, _now, _payload, _scheduled);
        files.MakeRoom(frame.Length);
        var bytes = Build(frame);
        FrameSegments.Add(_segments, files.Active, files.Active.Used, frame, bytes, keep: true);
        files.Append(bytes, frame.First + frame.Count);
        _written = frame;
    }

    public void GroupCommitted()
    {
        if (!_probed)
        {
            Volatile.Write(ref _enqueuedTogether, (_enqueuedTogether * 0.9) + (_works.Count * 0.1));
            Volatile.Write(ref _enqueuedAt, time.GetTimestamp());
        }

        if (_works.Count == 0)
        {
            return;
        }

        Remember(_written!.Value.First);
        foreach (var segment in _segments)
        {
            _last.Following = segment;
            _last = segment;
        }

        if (pending.Add(_segments) is { Count: > 0 } waiting)
        {
            var moved = schedule(waiting);
            foreach (var work in _works)
            {
                work.Moved = IsScheduled(work) ? moved : null;
            }
        }
    }

    private void Remember(long first)
    {
        if (_ids.Length < _fresh.Count)
        {
            _ids = new UInt128[2 * _fresh.Count];
        }

        _fresh.CopyTo(_ids);
        recent.Add(first, _now, _ids.AsSpan(0, _fresh.Count));
    }

    private bool IsScheduled(EnqueueWork work) => work.Due is { } due && due > _now;

    private ReadOnlySpan<byte> Build(in JournalFrame frame)
    {
        if (_bytes.Length < frame.Length)
        {
            _bytes = new byte[Math.Max(frame.Length, Math.Min(_bytes.Length * 2, 2 * FullBytes))];
        }

        var bytes = _bytes.AsSpan(0, frame.Length);
        var at = frame.PayloadAt;
        for (var offset = 0; offset < _works.Count; offset++)
        {
            var work = _works[offset];
            JournalFrame.WriteId(bytes, offset, work.Id);
            if (frame.HasDues)
            {
                frame.WriteDue(bytes, offset, IsScheduled(work) ? work.Due!.Value : QueuedRow.AtOnce);
            }

            BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], work.Envelope.Length);
            work.Envelope.CopyTo(bytes[(at + sizeof(int))..]);
            at += sizeof(int) + work.Envelope.Length;
        }

        frame.Seal(bytes, files.Active.Header.Salt);
        return bytes;
    }
}
