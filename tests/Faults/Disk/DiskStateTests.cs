using System.Net;

namespace OrderRelay.Faults.Disk;

/// <summary>Disks that are full, read-only, or lost a file.</summary>
public sealed class DiskStateTests
{
    [NativeFact]
    public async Task Full_disk_is_answered_503_and_the_relay_goes_on_once_there_is_room()
    {
        using var folder = new Folder();
        var ledger = new Ledger();
        var random = new Random(4);
        var disk = new FaultyDisk(folder.Path).OnceArmed().FailingWrites(FaultyDisk.NoSpace);
        using (var relay = RelayProcess.Start(folder.Path, disk.Environment))
        using (var shop = new Shop(await relay.ListensAsync(), ledger))
        {
            Assert.Equal(HttpStatusCode.Accepted, await shop.PostAsync(ledger.Next(random)));
            disk.Arm();
            for (var sent = 0; sent < 5; sent++)
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, await shop.PostAsync(ledger.Next(random)));
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, await shop.ReadyAsync());
            disk.Disarm();
            await shop.PostUntilAsync(HttpStatusCode.Accepted, random);
            Assert.Equal(HttpStatusCode.OK, await shop.ReadyAsync());
            Assert.Contains("No space left on device", relay.Complaints + relay.Said, StringComparison.Ordinal);
            await relay.KillAsync();
        }

        await Recovery.CheckAsync(folder.Path, ledger);
    }

    [LoopFact]
    public async Task Read_only_folder_ends_the_process_with_3_and_says_what_to_do()
    {
        using var disk = new LoopDisk(megabytes: 64);
        await (await Recovery.StartAsync(disk.DataFolder)).DisposeAsync();
        disk.RestartReadOnly();

        using var relay = RelayProcess.Start(disk.DataFolder);

        Assert.Equal(3, await relay.ExitCodeAsync());
        Assert.Contains("cannot be used as data folder", relay.Complaints, StringComparison.Ordinal);
        _ = Assert.Single(relay.Complaints.Trim().Split('\n'));
    }

    /// <summary>The log of a database that is gone must not be taken for the log of the new one in its place.</summary>
    [Fact]
    public async Task Database_that_is_gone_while_its_log_is_there_ends_the_process_with_3()
    {
        using var folder = new Folder();
        var ledger = new Ledger();
        using (var relay = RelayProcess.Start(folder.Path))
        using (var shop = new Shop(await relay.ListensAsync(), ledger))
        {
            Assert.Equal(HttpStatusCode.Accepted, await shop.PostAsync(ledger.Next(new Random(1))));
            await Drained.WaitAsync(shop.Url);
            await relay.KillAsync();
        }

        File.Delete(folder.PathOf("queue.db"));
        using var again = RelayProcess.Start(folder.Path);

        Assert.Equal(3, await again.ExitCodeAsync());
        Assert.Contains("queue.db is missing, but its log queue.db-wal is there", again.Complaints, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf("queue.db")), "an empty one was made");
    }
}
