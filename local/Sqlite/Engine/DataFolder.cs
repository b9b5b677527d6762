using System.Globalization;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The one folder that holds everything a local host stores. One process owns it at a time: the operating system holds
/// the lock and lets go of it however the process ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = "lock";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    /// <summary>Creates the folder where it is missing, for its owner's eyes only, and takes its lock.</summary>
    /// <exception cref="DataFolderInUseException">Another process, or this one, holds it.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        Create(full);
        var lockPath = System.IO.Path.Combine(full, LockName);
        try
        {
            var stream = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            WriteOwner(stream);
            return new(full, stream);
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new DataFolderInUseException(full, ReadOwner(lockPath), failure);
        }
    }

    /// <summary>Where a file of this folder is.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _lock.Dispose();

    private static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            _ = Directory.CreateDirectory(path);
        }
        else
        {
            _ = Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void WriteOwner(FileStream stream)
    {
        stream.SetLength(0);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        stream.Flush();
    }

    private static string? ReadOwner(string lockPath)
    {
        try
        {
            // Sharing for read and write asks for no lock of its own, so this works beside the owner's.
            using var stream = new FileStream(lockPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
