using Microsoft.Win32.SafeHandles;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Syncs one file of a database on a handle of its own, beside SQLite. The database file's must be disposed only behind the
/// last connection: whoever closes any handle of a file ends all locks that the process holds on it. SQLite locks no log.
/// </summary>
internal sealed class FileSync(string path) : IDisposable
{
    private SafeFileHandle? _file;
    private Exception? _failure;

    /// <summary>Why a sync failed. The kernel may report the next one well without having written what that one should
    /// have: nothing may rely on this file any more before it is opened anew.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>For tests: runs before each sync and may throw in its place.</summary>
    public Action? Before { get; set; }

    /// <returns>False once a sync has failed.</returns>
    public bool Run()
    {
        if (_failure is not null)
        {
            return false;
        }

        try
        {
            Before?.Invoke();
            _file ??= File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            // The rest, as when it was written last, has the file system close its own journal, and whoever syncs another file meanwhile waits.
            DiskSync.Data(_file);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _failure, failure);
            return false;
        }
    }

    public void Dispose() => _file?.Dispose();
}
