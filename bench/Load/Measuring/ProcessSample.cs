using System.Globalization;

namespace OrderRelay.Load.Measuring;

/// <summary>A process's use of the machine at one moment, from <c>/proc/PID/stat</c>.</summary>
/// <param name="CpuSeconds">User and system time since it started.</param>
/// <param name="RssMegabytes">Resident memory, 10^6 bytes.</param>
internal sealed record ProcessSample(double CpuSeconds, double RssMegabytes)
{
    // Linux shows these times to user space in hundredths of a second on every architecture that .NET runs on.
    private const double ClockTicksPerSecond = 100;

    /// <summary>Of children that have ended.</summary>
    public double ReapedCpuSeconds { get; init; }

    /// <summary>Resident memory in which a page that n processes share counts for one n-th; null when it cannot be read.</summary>
    public double? PssMegabytes { get; init; }

    /// <summary>What it had the disk read and write since it started; null when it cannot be read.</summary>
    public DiskTraffic? Disk { get; init; }

    /// <returns>Null when there is no such process, or no <c>/proc</c>.</returns>
    public static ProcessSample? Read(int pid)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{pid}/stat"), Environment.SystemPageSize);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <param name="cpuLine">First line of <c>/proc/stat</c>: user, nice, system, idle, iowait, irq, softirq, steal, and
    /// guest times that are contained in the first two.</param>
    internal static double MachineCpuSeconds(string cpuLine)
    {
        var times = cpuLine.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(t => long.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return (times.Sum() - times[3] - times[4]) / ClockTicksPerSecond;
    }

    internal static ProcessSample Parse(string stat, int pageSize)
    {
        var fields = Fields(stat);
        var user = long.Parse(fields[11], CultureInfo.InvariantCulture);
        var system = long.Parse(fields[12], CultureInfo.InvariantCulture);
        var pages = long.Parse(fields[21], CultureInfo.InvariantCulture);
        var reaped = long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture);
        return new ProcessSample((user + system) / ClockTicksPerSecond, pages * (double)pageSize / 1e6) { ReapedCpuSeconds = reaped / ClockTicksPerSecond };
    }

    internal static int ParentOf(string stat) => int.Parse(Fields(stat)[1], CultureInfo.InvariantCulture);

    /// <summary>The second field is the program's name in brackets and may hold anything: fields are counted from its end.</summary>
    private static string[] Fields(string stat) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
}
