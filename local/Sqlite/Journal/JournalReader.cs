namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Reads the journal when it is opened, and changes nothing. A frame is written once the one before it is synced: so only the very
/// last can be torn, and it was told to nobody. Whatever else does not fit is damage.
/// </summary>
/// <param name="database">The queue's database, beside which the files lie.</param>
/// <param name="settledBelow">Messages of lower numbers are settled.</param>
/// <param name="rememberedFrom">Ids enqueued since then are within the duplicate window; in ticks.</param>
internal sealed class JournalReader(string database, long settledBelow, long rememberedFrom)
{
    private readonly JournalContent _content = new();

    /// <param name="firstFile">The first file that has to be there; null when the database knows of none.</param>
    /// <exception cref="DatabaseUnusableException">A file is damaged, missing, or of a newer version.</exception>
    public JournalContent Read(long? firstFile)
    {
        var numbered = JournalNames.Numbered(database).Where(file => file.Number >= (firstFile ?? 0)).ToList();
        _content.Leftovers.AddRange(JournalNames.All(database).Except(numbered.Select(static file => file.Path)));
        var wanted = firstFile ?? (numbered.Count > 0 ? numbered[0].Number : 0);
        foreach (var (number, path) in numbered)
        {
            if (number != wanted++)
            {
                throw Missing(wanted - 1);
            }

            ReadFile(path, number);
        }

        return firstFile is { } first && numbered.Count == 0 ? throw Missing(first) : _content;
    }

    private void ReadFile(string path, long number)
    {
        var bytes = ReadBytes(path);
        var (version, header) = JournalHeader.Read(bytes) ?? throw Damaged(path, "its header is spoilt");
        if (version > JournalHeader.Version)
        {
            throw DatabaseUnusableException.Newer(path, version, JournalHeader.Version);
        }

        if (header.Number != number)
        {
            throw Damaged(path, $"it is number {header.Number}");
        }

        if (bytes.Length < header.Bytes)
        {
            throw Damaged(path, "its end is missing");
        }

        var file = new JournalFile(path, header);
        ReadFrames(file, bytes);
        file.End = _content.Next ?? 0;
        _content.Files.Add(file);
    }

    private void ReadFrames(JournalFile file, ReadOnlySpan<byte> bytes)
    {
        while (JournalFrame.Read(bytes[(int)file.Used..], file.Header.Salt) is { } frame)
        {
            var whole = bytes.Slice((int)file.Used, frame.Length);
            if (_content.Next is { } next && frame.First != next)
            {
                throw Damaged(_content.Files.Count > 0 && !file.HasFrames ? _content.Files[^1].Path : file.Path, $"messages {next} to {frame.First - 1} are missing");
            }

            if (frame.At >= rememberedFrom && frame.Count > 0)
            {
                _content.Recent.Add((frame.First, frame.At, frame.Ids(whole)));
            }

            if (frame.First + frame.Count > settledBelow)
            {
                FrameSegments.Add(_content.Segments, file, file.Used, frame, whole, keep: false);
            }

            _content.Next = frame.First + frame.Count;
            file.Used += frame.Length;
        }

        if (JournalFrame.IsIn(bytes[(int)file.Used..], file.Header.Salt))
        {
            throw Damaged(file.Path, $"what stands at byte {file.Used}, before messages that are whole");
        }
    }

    private byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw DatabaseUnusableException.JournalDamaged(path, database, failure.Message, failure);
        }
    }

    private DatabaseUnusableException Damaged(string path, string what) => DatabaseUnusableException.JournalDamaged(path, database, what);

    private DatabaseUnusableException Missing(long number)
        => DatabaseUnusableException.JournalDamaged(JournalNames.PathOf(database, number), database, "it is missing");
}
