using System.ComponentModel;
using System.Runtime.InteropServices;

namespace OrderRelay.Load.Http;

/// <summary>Waits until one of a fixed set of connections can be read or written, or a time is over.</summary>
internal sealed unsafe partial class ReadinessPoll
{
    private const short Readable = 0x001;
    private const short Writable = 0x004;
    private const int Interrupted = 4;
    private const int SetTimerSlack = 29;

    private readonly Entry[] entries;

    public ReadinessPoll(int size)
    {
        entries = new Entry[size];

        // The kernel may end a wait 50 microseconds late by default, which an open loop would measure as latency.
        _ = prctl(SetTimerSlack, 1, 0, 0, 0);
    }

    public void Watch(int index, Connection connection)
        => entries[index] = new Entry(connection.Descriptor, (short)(connection.WantsToWrite ? Readable | Writable : Readable), 0);

    public bool IsReady(int index) => entries[index].Happened != 0;

    public void Wait(long nanoseconds)
    {
        var time = new Time(nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        fixed (Entry* first = entries)
        {
            if (ppoll(first, (nuint)entries.Length, &time, null) >= 0)
                return;
        }

        var error = Marshal.GetLastPInvokeError();
        if (error != Interrupted)
            throw new Win32Exception(error);

        foreach (ref var entry in entries.AsSpan())
            entry = entry with { Happened = 0 };
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ppoll(Entry* entries, nuint count, Time* timeout, void* signals);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int prctl(int option, nuint first, nuint second, nuint third, nuint fourth);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Entry(int Descriptor, short Wanted, short Happened);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Time(long Seconds, long Nanoseconds);
}
