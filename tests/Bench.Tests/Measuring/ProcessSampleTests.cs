using OrderRelay.Load.Measuring;

namespace OrderRelay.Bench.Tests.Measuring;

public sealed class ProcessSampleTests
{
    [Fact]
    public void Stat_line_with_a_name_of_brackets_and_spaces_is_read()
    {
        const string Stat = "42 (a) b (c)) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 8 0 12345 1000000 2000 18446744073709551615";

        Assert.Equal(new ProcessSample(3.0, 8.192), ProcessSample.Parse(Stat, 4096));
    }

    [Fact]
    public void Machine_time_leaves_out_idle_waiting_and_guest_times()
        => Assert.Equal(1.11, ProcessSample.MachineCpuSeconds("cpu  100 1 2 50000 6000 1 3 4 77 8"), 6);
}
