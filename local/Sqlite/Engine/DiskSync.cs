using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OrderRelay.Local.Sqlite;

/// <summary>Has a file's bytes written to the disk, and says so when they were not. The runtime's own
/// <see cref="RandomAccess.FlushToDisk"/> and <see cref="FileStream.Flush(bool)"/> return on Unix as if all were well, whatever
/// <c>fsync</c> answered.</summary>
internal static class DiskSync
{
    // As the program itself would find it: whatever is preloaded comes before the C library.
    private static readonly nint Fsync =
        OperatingSystem.IsWindows() ? 0 : NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "fsync");

    /// <exception cref="IOException">The disk may not hold what was written.</exception>
    public static void Run(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        var held = false;
        try
        {
            file.DangerousAddRef(ref held);
            if (CallFsync((int)file.DangerousGetHandle()) != 0)
            {
                throw new IOException("a file could not be synced to the disk: " + Marshal.GetPInvokeErrorMessage(Marshal.GetLastSystemError()));
            }
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <inheritdoc cref="Run(SafeFileHandle)"/>
    public static void Run(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Run(file);
    }

    private static unsafe int CallFsync(int descriptor) => ((delegate* unmanaged<int, int>)Fsync)(descriptor);
}
