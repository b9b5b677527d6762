namespace OrderRelay.Faults;

public sealed class ProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orderrelay-process-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Asked_to_stop_under_load_it_drains_and_exits_0(string signal)
    {
        var ledger = new Ledger();
        using (var relay = RelayProcess.Start(folder))
        {
            using var load = new LoadDriver(await relay.ListensAsync(), ledger, seed: 1);
            var enough = load.AcknowledgedAsync(200);
            var running = load.RunAsync();
            _ = await Task.WhenAny(enough, running);
            Assert.Equal(0, await relay.SignalAsync(signal));
            load.Stop();
            await running;
            Assert.Equal("", relay.Complaints);
        }

        using (var again = RelayProcess.Start(folder))
        {
            await Drained.WaitAsync(await again.ListensAsync());
            Assert.Equal(0, await again.SignalAsync(signal));
        }

        await new Account(ledger).CheckAsync(folder);
    }

    [Fact]
    public async Task Folder_in_use_ends_the_second_process_with_3_and_names_the_first()
    {
        using var first = RelayProcess.Start(folder);
        _ = await first.ListensAsync();
        using var second = RelayProcess.Start(folder);
        Assert.Equal(3, await second.ExitCodeAsync());
        Assert.StartsWith("orderrelay: ", second.Complaints, StringComparison.Ordinal);
        Assert.Contains($"is in use by another orderrelay process (pid {first.Id})", second.Complaints, StringComparison.Ordinal);
        Assert.Contains("--data", second.Complaints, StringComparison.Ordinal);
        _ = Assert.Single(second.Complaints.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("orders.db")]
    [InlineData("queue.db")]
    [InlineData("desk.db")]
    public async Task Damaged_database_ends_the_process_with_3_and_says_what_to_do(string name)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("this is no database. ", 500)));
        using var relay = RelayProcess.Start(folder);
        Assert.Equal(3, await relay.ExitCodeAsync());
        Assert.StartsWith($"orderrelay: {path} is damaged", relay.Complaints, StringComparison.Ordinal);
        Assert.Contains("restore it from a backup", relay.Complaints, StringComparison.Ordinal);
        _ = Assert.Single(relay.Complaints.Trim().Split('\n'));
    }
}
