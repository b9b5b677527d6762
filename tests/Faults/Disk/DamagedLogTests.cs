using System.Net;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Faults.Disk;

/// <summary>Logs of a killed relay that were cut or changed before the next start.</summary>
public sealed class DamagedLogTests
{
    /// <summary>Bytes of log to damage: several commits, and far from where the relay would copy it into the database.</summary>
    private const int Enough = 1_000_000;

    /// <summary>Webhooks of before that a relay gets once more after the damage.</summary>
    private const int Again = 12;

    /// <summary>Webhooks that a relay gets after the damage, each a new one.</summary>
    private const int More = 10;

    /// <summary>The messages are in the journal, or in the orders: what was lost is that they were settled.</summary>
    [Fact]
    public async Task Damaged_log_of_the_queue_costs_no_event()
    {
        var (left, posted) = await DamageEachWayAsync("queue.db-wal");

        _ = left.Remove(0);
        Assert.Equal(posted + More, Assert.Single(left));
    }

    /// <summary>SQLite ends at the first frame that is damaged. The queue knows that there was more.</summary>
    [Fact]
    public async Task Damaged_log_of_the_orders_costs_no_event_without_a_word()
    {
        var (left, posted) = await DamageEachWayAsync("orders.db-wal");

        Assert.True(left.Count > 3, "the damage made no difference");
        Assert.DoesNotContain(left, events => events > posted + More);
    }

    /// <returns>How many events each was left with, and how many there had been.</returns>
    private static async Task<(HashSet<int> Left, int Posted)> DamageEachWayAsync(string name)
    {
        using var killed = new Folder();
        var ledger = new Ledger();
        await LiveAndDieAsync(killed, name, ledger);
        var log = await File.ReadAllBytesAsync(killed.PathOf(name));
        HashSet<int> left = [];
        foreach (var (what, damaged) in Damage(log))
        {
            using var folder = killed.Copy();
            await File.WriteAllBytesAsync(folder.PathOf(name), damaged);
            try
            {
                left.Add(await StartAndCheckAsync(folder.Path, ledger.Copy()));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{name} with {what}", exception);
            }
        }

        return (left, ledger.Posted.Count);
    }

    private static async Task LiveAndDieAsync(Folder folder, string log, Ledger ledger)
    {
        var random = new Random(17);
        using var relay = RelayProcess.Start(folder.Path);
        var url = await relay.ListensAsync();
        using var shop = new Shop(url, ledger);
        while (new FileInfo(folder.PathOf(log)).Length < Enough)
        {
            for (var sent = 0; sent < 5; sent++)
            {
                Assert.Equal(HttpStatusCode.Accepted, await shop.PostAsync(ledger.Next(random)));
            }

            await Drained.WaitAsync(url);
        }

        await relay.KillAsync();
    }

    private static IEnumerable<(string What, byte[] Log)> Damage(byte[] log)
    {
        foreach (var length in new[] { 0, 10, 32, 40, log.Length / 4, log.Length / 2, log.Length * 3 / 4, log.Length - 1 })
        {
            yield return ($"{length} bytes of it left", log[..length]);
        }

        foreach (var place in new[] { 0, 20, 40, 100, log.Length / 4, log.Length / 2, log.Length * 3 / 4, log.Length - 1 })
        {
            var flipped = (byte[])log.Clone();
            flipped[place] ^= 0x10;
            yield return ($"byte {place} flipped", flipped);
        }

        foreach (var place in new[] { 0, log.Length / 3, log.Length * 2 / 3, log.Length - 5000 })
        {
            var zeroed = (byte[])log.Clone();
            zeroed.AsSpan(place, 5000).Clear();
            yield return ($"5000 bytes from {place} zeroed", zeroed);
        }
    }

    /// <returns>How many events it holds when it is at rest; none when it refused to start.</returns>
    private static async Task<int> StartAndCheckAsync(string folder, Ledger ledger)
    {
        RelayHost host;
        try
        {
            host = await Recovery.StartAsync(folder);
        }
        catch (DatabaseUnusableException refusal)
        {
            Assert.DoesNotContain('\n', refusal.Message);
            if (!refusal.Message.Contains("--accept-loss", StringComparison.Ordinal))
            {
                return 0;
            }

            // Whoever accepts it is promised nothing of before.
            host = await Recovery.StartAsync(folder, acceptLoss: true);
            ledger.Acknowledged.Clear();
        }

        await using (host)
        {
            using var shop = new Shop(host.Url, ledger);
            foreach (var path in new[] { "/api/orders", "/api/dead-letters", "/api/stats", "/api/health/ready" })
            {
                _ = await shop.Http.GetStringAsync(new Uri(path, UriKind.Relative));
            }

            // Those of before again, as a provider would that was not answered.
            foreach (var @event in ledger.Posted.Values.OrderBy(static @event => @event.EventId, StringComparer.Ordinal).Take(Again))
            {
                Assert.Equal(HttpStatusCode.Accepted, await shop.PostAsync(@event));
            }

            var random = new Random(18);
            for (var sent = 0; sent < More; sent++)
            {
                Assert.Equal(HttpStatusCode.Accepted, await shop.PostAsync(ledger.Next(random)));
            }

            await Drained.WaitAsync(host.Url);
        }

        return await new Account(ledger).CheckAsync(folder);
    }
}
