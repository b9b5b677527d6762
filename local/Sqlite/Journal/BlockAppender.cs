using Microsoft.Win32.SafeHandles;

namespace OrderRelay.Local.Sqlite;

/// <summary>Appends to a file in whole blocks, so that the system never reads a block in order to change a part of it: the last one,
/// where it is not full, is written again with what comes behind.</summary>
internal sealed class BlockAppender : IDisposable
{
    /// <summary>A page of the system's cache on most machines, and a block of most file systems.</summary>
    public const int BlockBytes = 4096;

    private byte[] _blocks = new byte[64 << 10];
    private SafeFileHandle? _file;
    private long _end;
    private int _written;

    /// <summary>The least number of whole blocks that take so many bytes, in bytes.</summary>
    public static int Whole(int bytes) => (bytes + BlockBytes - 1) & -BlockBytes;

    /// <summary>Goes on behind what a file holds. Up to the end of its last block, what lies behind that is overwritten.</summary>
    /// <param name="path">The file.</param>
    /// <param name="end">Bytes that it holds.</param>
    /// <exception cref="IOException">It cannot be opened or read; the file until now stays the one that is appended to.</exception>
    public void GoOn(string path, long end)
    {
        var file = JournalFile.Open(path);
        byte[] begun;
        try
        {
            begun = JournalFile.Read(file, end - (end % BlockBytes), (int)(end % BlockBytes));
        }
        catch (IOException)
        {
            file.Dispose();
            throw;
        }

        _file?.Dispose();
        (_file, _end, _written) = (file, end, 0);
        begun.CopyTo(_blocks);
    }

    /// <summary>Writes behind the end, which stays where it is until <see cref="Sync"/>.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        var begun = (int)(_end % BlockBytes);
        var length = Whole(begun + bytes.Length);
        if (length > _blocks.Length)
        {
            Array.Resize(ref _blocks, Math.Max(length, 2 * _blocks.Length));
        }

        bytes.CopyTo(_blocks.AsSpan(begun));
        _blocks.AsSpan(begun + bytes.Length, length - begun - bytes.Length).Clear();
        RandomAccess.Write(_file!, _blocks.AsSpan(0, length), _end - begun);
        _written = bytes.Length;
    }

    /// <summary>Has the disk keep what was written last, and goes on behind it.</summary>
    /// <exception cref="IOException">The disk may not hold it.</exception>
    public void Sync()
    {
        DiskSync.Data(_file!);
        var end = (int)(_end % BlockBytes) + _written;
        var begun = end % BlockBytes;
        _blocks.AsSpan(end - begun, begun).CopyTo(_blocks);
        (_end, _written) = (_end + _written, 0);
    }

    /// <summary>Has the disk keep all of the file, whoever wrote it.</summary>
    /// <exception cref="IOException">The disk may not hold it.</exception>
    public void SyncFile() => DiskSync.Run(_file!);

    public void Dispose() => _file?.Dispose();
}
