namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Syncs one file of a database on a handle of its own, beside SQLite. It must be disposed only behind the last connection:
/// whoever closes any handle of a file ends all locks that the process holds on it.
/// </summary>
internal sealed class FileSync(string path) : IDisposable
{
    private FileStream? _file;
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
            _file ??= new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
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
