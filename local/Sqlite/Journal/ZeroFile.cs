using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Makes files of zeros, all of whose blocks were written. The zeros go past the page cache where the system lets them: nobody reads
/// them, and copying them into pages that then have to be written took a seventh of the processor time of a relay that only acknowledges.
/// </summary>
internal static unsafe class ZeroFile
{
    /// <summary>Written and synced at once, so that a commit beside it does not wait behind a whole file of zeros.</summary>
    private const int PortionBytes = 512 << 10;

    private const int ReadWrite = 2;
    private const int CloseOnExec = 0x80000;
    private const int Invalid = 22;

    /// <summary>The number of O_DIRECT on this processor; none where it is not known.</summary>
    private static readonly int Direct = (OperatingSystem.IsLinux(), RuntimeInformation.ProcessArchitecture) switch
    {
        (true, Architecture.X64) => 0x4000,
        (true, Architecture.Arm64) => 0x10000,
        _ => 0,
    };

    /// <summary>Its name and its length are still to be synced.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="bytes">Its length, rounded up to whole blocks.</param>
    /// <exception cref="IOException">There is no room for it, or it cannot be synced.</exception>
    public static void Create(string path, long bytes)
    {
        using var usual = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        using var direct = Direct == 0 ? null : DiskSync.Open(path, ReadWrite | CloseOnExec | Direct);
        var memory = NativeMemory.AlignedAlloc(PortionBytes, BlockAppender.BlockBytes);
        try
        {
            var zeros = new Span<byte>(memory, PortionBytes);
            zeros.Clear();
            if (direct is null || !TryFill(direct, zeros, bytes))
            {
                Fill(usual, zeros, bytes);
            }
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    /// <returns>False when the file system took the flag but not what follows from it.</returns>
    private static bool TryFill(SafeFileHandle direct, ReadOnlySpan<byte> zeros, long bytes)
    {
        try
        {
            Fill(direct, zeros, bytes);
            return true;
        }
        catch (IOException failure) when (failure.HResult == Invalid)
        {
            return false;
        }
    }

    private static void Fill(SafeFileHandle file, ReadOnlySpan<byte> zeros, long bytes)
    {
        for (var at = 0L; at < bytes; at += zeros.Length)
        {
            RandomAccess.Write(file, zeros[..BlockAppender.Whole((int)Math.Min(zeros.Length, bytes - at))], at);
            DiskSync.Data(file);
        }
    }
}
