using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using OrderRelay.Core.Telemetry;
using OrderRelay.Load.Measuring;

namespace OrderRelay.Load.Reporting;

/// <summary>How long the disk takes to make 4 KiB durable: the floor under every durable acknowledgement.</summary>
internal static partial class DiskProbe
{
    private const int Writes = 500;
    private const int BlockBytes = 4096;

    public static LatencyHistogram MeasureFdatasync(string folder)
    {
        var histogram = new LatencyHistogram();
        var path = Path.Combine(folder, $"fdatasync-{Environment.ProcessId}.probe");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var block = new byte[BlockBytes];
        for (var i = 0; i < Writes; i++)
        {
            RandomAccess.Write(file.SafeFileHandle, block, (long)i * BlockBytes);
            var start = Stopwatch.GetTimestamp();
            if (fdatasync(file.SafeFileHandle) != 0)
                throw new Win32Exception(Marshal.GetLastPInvokeError());

            histogram.Record(Window.Nanoseconds(Stopwatch.GetTimestamp() - start));
        }

        return histogram;
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fdatasync(SafeHandle file);
}
