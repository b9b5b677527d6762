using System.Net;

namespace OrderRelay.Faults.Disk;

/// <summary>After a failed fsync the kernel may drop what it could not write and report the next one as good.</summary>
public sealed class SyncErrorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orderrelay-sync-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [NativeTheory]
    [InlineData(1)]
    [InlineData(null)]
    public async Task Failed_sync_of_the_queues_journal_ends_acknowledgements_until_a_restart(int? times)
    {
        var ledger = new Ledger();
        var random = new Random(7);
        var disk = new FaultyDisk(folder).Only("/queue.db-journal").OnceArmed().FailingSyncs(FaultyDisk.InputOutput, times);
        using (var relay = RelayProcess.Start(folder, disk.Environment))
        using (var shop = new Shop(await relay.ListensAsync(), ledger))
        {
            await PostAllAsync(shop, ledger, random, HttpStatusCode.Accepted);
            Assert.Equal(HttpStatusCode.OK, await shop.ReadyAsync());
            disk.Arm();

            await shop.PostUntilAsync(HttpStatusCode.ServiceUnavailable, random);
            await PostAllAsync(shop, ledger, random, HttpStatusCode.ServiceUnavailable);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await shop.ReadyAsync());
            disk.Disarm();
            await PostAllAsync(shop, ledger, random, HttpStatusCode.ServiceUnavailable);
            await relay.KillAsync();
        }

        await Recovery.CheckAsync(folder, ledger);
    }

    /// <summary>What is acknowledged is in the journal; what became of it cannot be written any more, and is done again.</summary>
    [NativeFact]
    public async Task Failed_sync_of_the_queues_database_is_told_by_readiness_and_loses_nothing()
    {
        var ledger = new Ledger();
        var random = new Random(9);
        var disk = new FaultyDisk(folder).Only("/queue.db$").OnceArmed().FailingSyncs(FaultyDisk.InputOutput, times: 1);
        using (var relay = RelayProcess.Start(folder, disk.Environment))
        using (var shop = new Shop(await relay.ListensAsync(), ledger))
        {
            disk.Arm();
            for (var round = 0; await shop.ReadyAsync() == HttpStatusCode.OK; round++)
            {
                Assert.True(round < 100, "the database was never synced");
                await PostAllAsync(shop, ledger, random, HttpStatusCode.Accepted);
                await Drained.WaitAsync(shop.Url);

                // Empties the log into the database; the order needs not be there.
                using var erased = await shop.Http.DeleteAsync(new Uri("/api/orders/captain/nobody/personal-data", UriKind.Relative));
            }

            await PostAllAsync(shop, ledger, random, HttpStatusCode.Accepted);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await shop.ReadyAsync());
            await relay.KillAsync();
        }

        await Recovery.CheckAsync(folder, ledger);
    }

    [NativeFact]
    public async Task Failed_sync_of_the_orders_leaves_every_event_in_the_queue_or_on_the_desk()
    {
        var ledger = new Ledger();
        var random = new Random(8);
        var disk = new FaultyDisk(folder).Only("/orders.db").OnceArmed().FailingSyncs(FaultyDisk.InputOutput, times: 1);
        using (var relay = RelayProcess.Start(folder, disk.Environment))
        using (var shop = new Shop(await relay.ListensAsync(), ledger))
        {
            await PostAllAsync(shop, ledger, random, HttpStatusCode.Accepted);
            await Drained.WaitAsync(shop.Url);
            disk.Arm();
            await PostAllAsync(shop, ledger, random, HttpStatusCode.Accepted);
            await shop.ReadyBecomesAsync(HttpStatusCode.ServiceUnavailable);
            disk.Disarm();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await shop.ReadyAsync());
            await relay.KillAsync();
        }

        await Recovery.CheckAsync(folder, ledger);
    }

    private static async Task PostAllAsync(Shop shop, Ledger ledger, Random random, HttpStatusCode expected)
    {
        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(expected, await shop.PostAsync(ledger.Next(random)));
        }
    }
}
