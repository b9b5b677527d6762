using Microsoft.Win32.SafeHandles;

namespace OrderRelay.Local.Sqlite;

/// <summary>One file of the journal. Frames are appended to the last one alone; what stands in the others is only read, until the
/// file is used up.</summary>
internal sealed class JournalFile(string path, JournalHeader header)
{
    private readonly Lock _gate = new();
    private long _end = long.MaxValue;
    private JournalHeader _header = header;

    public string Path { get; } = path;

    public JournalHeader Header => _header;

    public long Number => _header.Number;

    /// <summary>Bytes up to which it is written: the header and whole frames.</summary>
    public long Used { get; set; } = JournalHeader.Size;

    public bool HasFrames => Used > JournalHeader.Size;

    /// <summary>The sequence number behind its last message, once no other comes.</summary>
    public long End
    {
        get => Volatile.Read(ref _end);
        set => Volatile.Write(ref _end, value);
    }

    public static SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Reads a part of it. The file is opened each time: what is read from it was not kept in memory, which is rare, and so
    /// nothing is in the way of whoever replaces or removes it.</summary>
    /// <exception cref="IOException">It cannot be read, or ends before.</exception>
    public byte[] Read(long position, int length)
    {
        lock (_gate)
        {
            using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Read(file, position, length);
        }
    }

    /// <exception cref="IOException">It cannot be read, or ends before.</exception>
    public static byte[] Read(SafeFileHandle file, long position, int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        for (var done = 0; done < length;)
        {
            var read = RandomAccess.Read(file, bytes.AsSpan(done), position + done);
            done += read > 0 ? read : throw new EndOfStreamException($"a file of the journal ends at byte {position + done}");
        }

        return bytes;
    }

    /// <summary>Another file takes its place, with the same frames at the same positions.</summary>
    public void ReplaceBy(string path, JournalHeader header)
    {
        lock (_gate)
        {
            File.Move(path, Path, overwrite: true);
            _header = header;
        }
    }
}
