using OrderRelay.Load.Reporting;

namespace OrderRelay.Bench.Tests.Reporting;

/// <summary>The machine that the sample reports name.</summary>
internal static class SampleMachine
{
    public static Machine Facts { get; } = new()
    {
        Cores = 4,
        Processor = "P",
        Kernel = "K",
        Runtime = "R",
        FileSystem = "ext4",
        FdatasyncP50Milliseconds = 0.5,
        FdatasyncP99Milliseconds = 2,
        Date = new DateOnly(2026, 1, 5),
    };
}
