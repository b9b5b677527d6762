namespace OrderRelay.Load.Measuring;

/// <summary>The use of the machine by both sides at one moment.</summary>
/// <param name="DriverCpuSeconds">This process's, since it started.</param>
/// <param name="Server">The server's; null when it cannot be read.</param>
/// <param name="MachineCpuSeconds">Of all processes over all cores, since the machine started.</param>
internal sealed record Usage(double DriverCpuSeconds, ProcessSample? Server, double MachineCpuSeconds)
{
    public static Usage Sample(int? serverPid) => new(
        Environment.CpuUsage.TotalTime.TotalSeconds,
        serverPid is { } pid ? ProcessSample.Read(pid) : null,
        ProcessSample.MachineCpuSeconds(File.ReadLines("/proc/stat").First()));
}
