using System.Diagnostics;
using OrderRelay.Bench.Tests.Running;
using OrderRelay.Load.Measuring;

namespace OrderRelay.Bench.Tests.Measuring;

public sealed class ProcessTreeTests
{
    [Fact]
    public void A_tree_holds_its_roots_and_all_that_descend_from_them_once()
    {
        var parents = new Dictionary<int, int> { [10] = 1, [11] = 10, [12] = 11, [20] = 1, [21] = 20, [30] = 1 };

        Assert.Equal([10, 11, 12, 20, 21], ProcessTree.WithDescendants([10, 20, 11], parents).Order());
    }

    [Fact]
    public void Proportional_memory_is_read_in_kibibytes()
        => Assert.Equal(2.048, ProcessTree.ParsePss("00400000-7ffc [rollup]\nRss:            9000 kB\nPss:            2000 kB\nPss_Anon:       1 kB\n")!.Value, 6);

    [LinuxFact]
    public async Task What_a_child_took_counts_while_it_lives_and_after_it_ended()
    {
        // The shell's child works through a loop and ends; then the shell waits for a line.
        using var shell = Process.Start(new ProcessStartInfo("sh")
        {
            ArgumentList = { "-c", "(i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done); echo done; read line" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

        Assert.Equal("done", await shell.StandardOutput.ReadLineAsync());
        var tree = ProcessTree.Sample([shell.Id]);
        var alone = ProcessSample.Read(shell.Id);

        Assert.NotNull(tree);
        Assert.NotNull(alone);
        Assert.True(tree.CpuSeconds > alone.CpuSeconds, $"the tree took {tree.CpuSeconds} s, the shell alone {alone.CpuSeconds} s");
        await shell.StandardInput.WriteLineAsync("end");
        await shell.WaitForExitAsync();
        Assert.Null(ProcessTree.Sample([shell.Id]));
    }
}
