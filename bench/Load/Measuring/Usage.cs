namespace OrderRelay.Load.Measuring;

/// <summary>The use of the machine by both sides at one moment.</summary>
/// <param name="DriverCpuSeconds">This process's, since it started.</param>
/// <param name="Server">The server's, its children among it; null when it cannot be read.</param>
/// <param name="MachineCpuSeconds">Of all processes over all cores, since the machine started.</param>
internal sealed record Usage(double DriverCpuSeconds, ProcessSample? Server, double MachineCpuSeconds)
{
    public static Usage Sample(IReadOnlyCollection<int> serverPids) => new(
        Environment.CpuUsage.TotalTime.TotalSeconds,
        ProcessTree.Sample(serverPids),
        ProcessSample.MachineCpuSeconds(File.ReadLines("/proc/stat").First()));
}
