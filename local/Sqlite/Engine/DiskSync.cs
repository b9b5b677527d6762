using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OrderRelay.Local.Sqlite;

/// <summary>Has bytes and names written to the disk, and says so when they were not. The runtime's own
/// <see cref="RandomAccess.FlushToDisk"/> and <see cref="FileStream.Flush(bool)"/> return on Unix as if all were well, whatever
/// <c>fsync</c> answered, and open no folder.</summary>
internal static unsafe class DiskSync
{
    private const int Invalid = 22;
    private const int NotSupported = 95;
    private const int NotSupportedOnMac = 45;

    // As the program itself would find them: whatever is preloaded comes before the C library.
    private static readonly delegate* unmanaged<int, int> Fsync = (delegate* unmanaged<int, int>)Find("fsync");
    private static readonly delegate* unmanaged<int, int> Fdatasync = (delegate* unmanaged<int, int>)Find(OperatingSystem.IsLinux() ? "fdatasync" : "fsync");
    private static readonly delegate* unmanaged<byte*, int, int> OpenFile = (delegate* unmanaged<byte*, int, int>)Find("open");

    /// <exception cref="IOException">The disk may not hold what was written.</exception>
    public static void Run(SafeFileHandle file) => Run(file, Fsync);

    /// <summary>The bytes, and of the file itself only what it takes to find them: cheaper where they lie in blocks that were written
    /// and synced before. Where the system makes no difference, neither does this.</summary>
    /// <inheritdoc cref="Run(SafeFileHandle)"/>
    public static void Data(SafeFileHandle file) => Run(file, Fdatasync);

    private static void Run(SafeFileHandle file, delegate* unmanaged<int, int> sync)
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
            _ = Check(sync((int)file.DangerousGetHandle()));
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
    public static void File(string path)
    {
        using var file = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Run(file);
    }

    /// <summary>The names in it: what was created, renamed or deleted. Windows, and file systems that know no such sync, keep
    /// them without being asked.</summary>
    /// <exception cref="IOException">The disk may not hold them.</exception>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const int readOnly = 0;
        using var folder = Open(path, readOnly) ?? throw Refused(Marshal.GetLastSystemError());
        if (Fsync((int)folder.DangerousGetHandle()) < 0
            && Marshal.GetLastSystemError() is var error and not (Invalid or NotSupported or NotSupportedOnMac))
        {
            throw Refused(error);
        }
    }

    /// <summary>Opens what is there by the system's own call, with flags that the runtime does not know. Not on Windows.</summary>
    /// <returns>Null when the system refuses it; its error is the last one.</returns>
    public static SafeFileHandle? Open(string path, int flags)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            var descriptor = OpenFile(name, flags);
            return descriptor < 0 ? null : new(descriptor, ownsHandle: true);
        }
    }

    private static int Check(int answer) => answer >= 0 ? answer : throw Refused(Marshal.GetLastSystemError());

    private static IOException Refused(int error) => new("the disk could not be synced: " + new Win32Exception(error).Message);

    private static nint Find(string function)
        => OperatingSystem.IsWindows() ? 0 : NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), function);
}
