using System.Runtime.InteropServices;

namespace OrderRelay.Load.Reporting;

/// <summary>Where a comparison ran, as far as its figures depend on it.</summary>
internal sealed record Machine
{
    public required int Cores { get; init; }

    public required string Processor { get; init; }

    public required string Kernel { get; init; }

    public required string Runtime { get; init; }

    public required string FileSystem { get; init; }

    public required double FdatasyncP50Milliseconds { get; init; }

    public required double FdatasyncP99Milliseconds { get; init; }

    public required DateOnly Date { get; init; }

    /// <param name="dataFolder">A folder on the disk that the host writes to.</param>
    /// <param name="time">For the date.</param>
    public static Machine Describe(string dataFolder, TimeProvider time)
    {
        var syncs = DiskProbe.MeasureFdatasync(dataFolder);
        return new Machine
        {
            Cores = Environment.ProcessorCount,
            Processor = ProcessorName(),
            Kernel = $"Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}",
            Runtime = RuntimeInformation.FrameworkDescription,
            FileSystem = new DriveInfo(Path.GetFullPath(dataFolder)).DriveFormat,
            FdatasyncP50Milliseconds = Math.Round(syncs.Percentile(50) / 1e6, 3),
            FdatasyncP99Milliseconds = Math.Round(syncs.Percentile(99) / 1e6, 3),
            Date = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
        };
    }

    private static string ProcessorName()
    {
        var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
