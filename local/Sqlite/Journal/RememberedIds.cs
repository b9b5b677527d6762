namespace OrderRelay.Local.Sqlite;

/// <summary>Ids of a journal file that is about to go, while they are within the duplicate window.</summary>
internal static class RememberedIds
{
    /// <summary>Frames that were written within such a time share a row, and leave the window with the last of them.</summary>
    private static readonly long Together = TimeSpan.FromSeconds(1).Ticks;

    /// <param name="file">It is not appended to any more.</param>
    /// <param name="since">Ticks; what was enqueued before is out of the window.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static List<RememberedRow> Of(JournalFile file, long since)
    {
        List<RememberedRow> rows = [];
        using var handle = JournalFile.Open(file.Path);
        var begin = 0L;
        for (long at = JournalHeader.Size; at < file.Used;)
        {
            var frame = JournalFrame.ReadHead(JournalFile.Read(handle, at, JournalFrame.HeadSize), file.Header.Salt)
                ?? throw new InvalidDataException($"{file.Path} changed at byte {at}");
            if (frame.At >= since && frame.Count > 0)
            {
                var ids = JournalFile.Read(handle, at + JournalFrame.HeadSize, frame.Count * Key16.Size);
                if (rows.Count > 0 && Math.Abs(frame.At - begin) < Together)
                {
                    rows[^1].Add(frame, ids);
                }
                else
                {
                    begin = frame.At;
                    rows.Add(new(frame, ids));
                }
            }

            at += frame.Length;
        }

        return rows;
    }
}

/// <summary>A row of <c>recent</c>: ids of messages that follow one another.</summary>
internal sealed class RememberedRow(in JournalFrame frame, byte[] ids)
{
    private readonly List<byte> _ids = [.. ids];

    public long First { get; } = frame.First;

    public int Count => _ids.Count / Key16.Size;

    public long At { get; private set; } = frame.At;

    public byte[] Ids => [.. _ids];

    public void Add(in JournalFrame next, byte[] ids)
    {
        _ids.AddRange(ids);
        At = Math.Max(At, next.At);
    }
}
