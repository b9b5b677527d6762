using System.Globalization;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The one folder that holds everything a local host stores. One process owns it at a time: the operating system holds
/// the lock and lets go of it however the process ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = "lock";

    /// <summary>Beside the lock, since a locked file cannot be read. Says who holds it, to people alone.</summary>
    private const string OwnerName = "pid";

    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnBsd = 35;

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
    /// <exception cref="DataFolderUnusableException">It cannot be made or written to.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var owner = System.IO.Path.Combine(full, OwnerName);
        FileStream? taken = null;
        try
        {
            Create(full);
            taken = new(System.IO.Path.Combine(full, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(full, taken);
        }
        catch (IOException failure) when (taken is null && IsLockConflict(failure))
        {
            throw new DataFolderInUseException(full, ReadOwner(owner), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            taken?.Dispose();
            throw DataFolderUnusableException.Because(full, failure);
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

    /// <summary>The runtime passes on what the system said: a sharing violation on Windows, EWOULDBLOCK elsewhere.</summary>
    private static bool IsLockConflict(IOException failure) => OperatingSystem.IsWindows()
        ? failure.HResult is SharingViolation or LockViolation
        : failure.HResult == (OperatingSystem.IsLinux() ? WouldBlockOnLinux : WouldBlockOnBsd);

    private static string? ReadOwner(string ownerPath)
    {
        try
        {
            return File.ReadAllText(ownerPath);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
