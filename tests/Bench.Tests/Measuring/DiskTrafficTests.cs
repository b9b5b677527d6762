using OrderRelay.Bench.Tests.Running;
using OrderRelay.Load.Measuring;

namespace OrderRelay.Bench.Tests.Measuring;

public sealed class DiskTrafficTests
{
    [Fact]
    public void Bytes_of_the_disk_are_read_and_not_those_of_calls()
        => Assert.Equal(new DiskTraffic(4096, 8192), DiskTraffic.Parse("rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 5\n"));

    [Fact]
    public void A_kernel_that_does_not_count_tells_nothing()
        => Assert.Null(DiskTraffic.Parse("rchar: 1\nwchar: 2\n"));

    [LinuxFact]
    public void A_process_that_lives_tells_what_it_had_the_disk_do()
        => Assert.NotNull(ProcessTree.Sample([Environment.ProcessId])?.Disk);
}
