namespace OrderRelay.Load.Measuring;

/// <summary>The use of the machine by both sides at one moment.</summary>
/// <param name="DriverCpuSeconds">This process's, since it started.</param>
/// <param name="Server">The server's; null when it cannot be read.</param>
internal sealed record Usage(double DriverCpuSeconds, ProcessSample? Server)
{
    public static Usage Sample(int? serverPid)
        => new(Environment.CpuUsage.TotalTime.TotalSeconds, serverPid is { } pid ? ProcessSample.Read(pid) : null);
}
