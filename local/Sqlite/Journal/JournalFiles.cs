namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The files of one journal: those that are only read any more, the one that frames are appended to, and one made ready to be the
/// next. Appending, rolling and sealing belong to the committer's thread, the rest to the keeper's.
/// </summary>
internal sealed class JournalFiles : IDisposable
{
    private readonly Lock _gate = new();
    private readonly JournalFactory _factory;
    private readonly BlockAppender _appender = new();
    private readonly List<JournalFile> _sealed = [];
    private JournalFile _active;
    private JournalFile? _next;
    private Exception? _broken;
    private int _erasures;
    private long _frontEnd;
    private long _end;

    /// <param name="factory">Makes files.</param>
    /// <param name="content">What is there.</param>
    /// <param name="next">The sequence number of the next message.</param>
    /// <exception cref="IOException">The disk refuses a first file, or to sync the last.</exception>
    public JournalFiles(JournalFactory factory, JournalContent content, long next)
    {
        _factory = factory;
        _end = next;
        content.Leftovers.ForEach(File.Delete);
        var active = Math.Max(0, content.Files.FindLastIndex(static file => file.HasFrames));
        _sealed.AddRange(content.Files.Take(active));
        _active = content.Files.Count > 0 ? content.Files[active] : factory.Create(1, JournalFactory.LeastBytes);
        _next = content.Files.ElementAtOrDefault(active + 1);
        _active.End = long.MaxValue;
        _appender.GoOn(_active.Path, _active.Used);
        // The process that wrote the last frame may have ended before its sync: the next one relies on it.
        _appender.SyncFile();
        KnowFront();
    }

    /// <summary>For tests: runs before each sync of a frame and may throw in its place.</summary>
    public Action? BeforeSync { get; set; }

    /// <summary>A sync that failed: nothing is appended any more.</summary>
    public Exception? Broken => Volatile.Read(ref _broken);

    /// <summary>The sequence number behind the last message that is on the disk.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>The sequence number at which the first of the files ends that are only read any more: once all before it is settled,
    /// that file can go.</summary>
    public long FrontEnd => Volatile.Read(ref _frontEnd);

    /// <summary>The one that frames are appended to. Belongs to the committer's thread.</summary>
    public JournalFile Active => _active;

    /// <summary>The first one. Belongs to whoever opens the journal.</summary>
    public JournalFile First => _sealed.Count > 0 ? _sealed[0] : _active;

    /// <summary>It is time to make the next file ready.</summary>
    public bool WantsNext => Volatile.Read(ref _next) is null && _active.Used > _active.Header.Bytes / 2;

    /// <summary>Goes on in the next file where this one is full.</summary>
    /// <exception cref="IOException">There is no room for one.</exception>
    public void MakeRoom(int length)
    {
        if (_active.Used + length > _active.Header.Bytes)
        {
            Roll(length);
        }
    }

    /// <summary>Writes a frame and has the disk take it.</summary>
    /// <exception cref="IOException">It did not: then it is not part of the journal, unless the sync said so; then nobody knows.</exception>
    public void Append(ReadOnlySpan<byte> frame, long end)
    {
        _appender.Write(frame);
        try
        {
            BeforeSync?.Invoke();
            _appender.Sync();
        }
        catch (IOException failure)
        {
            // The kernel may report the next sync well without having written what this one should have.
            Volatile.Write(ref _broken, failure);
            throw;
        }

        _active.Used += frame.Length;
        Volatile.Write(ref _end, end);
    }

    /// <summary>Goes on in a file in which nothing ever stood, if anything stands in this one or in what is made ready: what was handled
    /// can then be removed from all the others. Until <see cref="Erased"/> no file is used again.</summary>
    /// <exception cref="IOException">There is no room for one.</exception>
    public void Seal()
    {
        lock (_gate)
        {
            _factory.RemoveSpare();
            RemoveNext();
            if (_active.HasFrames || _active.Header.Recycled)
            {
                Roll(0);
            }

            _erasures++;
        }
    }

    /// <summary>What was handled before the last <see cref="Seal"/> is removed, or could not be.</summary>
    public void Erased()
    {
        lock (_gate)
        {
            _erasures--;
        }
    }

    /// <summary>Makes the next file ready, so that the committer does not have to.</summary>
    /// <exception cref="IOException">There is no room for one.</exception>
    public void Prepare()
    {
        lock (_gate)
        {
            if (WantsNext)
            {
                Volatile.Write(ref _next, _factory.CreateFromSpare(_active.Number + 1, _active.Header.Bytes * 2));
            }
        }
    }

    /// <summary>The files that are only read any more.</summary>
    public List<JournalFile> Sealed()
    {
        lock (_gate)
        {
            return [.. _sealed];
        }
    }

    /// <summary>The first of them has nothing left that anybody needs.</summary>
    public void DropFront()
    {
        lock (_gate)
        {
            var file = _sealed[0];
            _sealed.RemoveAt(0);
            KnowFront();
            _factory.Remove(file, keepsSpare: _erasures == 0);
        }
    }

    public void Dispose() => _appender.Dispose();

    private void Roll(int length)
    {
        lock (_gate)
        {
            var needed = JournalHeader.Size + length;
            if (_next is { } prepared && prepared.Header.Bytes < needed)
            {
                RemoveNext();
            }

            Volatile.Write(ref _next, _next ?? _factory.Create(_active.Number + 1, Math.Max(needed, JournalFactory.LeastBytes)));
            _appender.GoOn(_next!.Path, _next.Used);
            _active.End = _end;
            _sealed.Add(_active);
            _active = _next;
            Volatile.Write(ref _next, null);
            KnowFront();
        }
    }

    private void RemoveNext()
    {
        if (_next is { } prepared)
        {
            File.Delete(prepared.Path);
            Volatile.Write(ref _next, null);
        }
    }

    private void KnowFront() => Volatile.Write(ref _frontEnd, _sealed.Count > 0 ? _sealed[0].End : long.MaxValue);
}
