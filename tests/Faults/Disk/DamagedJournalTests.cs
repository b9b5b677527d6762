using System.Net;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Faults.Disk;

/// <summary>The queue's journal of a killed relay that was cut or changed before the next start. A torn end is no damage: nobody was
/// told of it. Everything else is found, since what follows was only written once it was on the disk.</summary>
public sealed class DamagedJournalTests
{
    private const string Name = "queue.db-journal-00000001";
    private const int Events = 100;

    [Fact]
    public async Task Damaged_journal_ends_the_process_with_3_and_one_line_and_is_left_alone()
    {
        using var killed = new Folder();
        await LiveAndDieAsync(killed.Path, new Ledger());
        foreach (var (what, damaged) in Damage(await File.ReadAllBytesAsync(killed.PathOf(Name))))
        {
            using var folder = killed.Copy();
            await File.WriteAllBytesAsync(folder.PathOf(Name), damaged);

            using var relay = RelayProcess.Start(folder.Path);

            var code = await relay.ExitCodeAsync();
            Assert.True(code == 3, $"{what}: ended with {code}: {relay.Complaints}");
            var line = Assert.Single(relay.Complaints.Trim().Split('\n'));
            Assert.StartsWith($"orderrelay: {folder.PathOf(Name)} is damaged (", line, StringComparison.Ordinal);
            Assert.Contains("restore a backup", line, StringComparison.Ordinal);
            Assert.Equal(damaged, await File.ReadAllBytesAsync(folder.PathOf(Name)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(200)]
    public async Task Torn_end_costs_the_last_event_and_no_other(int bytes)
    {
        using var killed = new Folder();
        var ledger = new Ledger();
        var last = await LiveAndDieAsync(killed.Path, ledger);
        var journal = await File.ReadAllBytesAsync(killed.PathOf(Name));
        journal.AsSpan(Used(journal) - bytes, bytes).Clear();
        await File.WriteAllBytesAsync(killed.PathOf(Name), journal);
        _ = ledger.Acknowledged.TryRemove(last, out _);

        await Recovery.CheckAsync(killed.Path, ledger);

        using var folder = DataFolder.Open(killed.Path);
        await using var queue = SqliteEventQueue.Open(folder, new(), TimeProvider.System);
        Assert.Equal(0, (await queue.GetDepthAsync(default))!.Active);
    }

    /// <returns>The last event that was acknowledged.</returns>
    private static async Task<string> LiveAndDieAsync(string folder, Ledger ledger)
    {
        var random = new Random(19);
        using var relay = RelayProcess.Start(folder, new Dictionary<string, string>(), "Pipeline:Projection=false");
        using var shop = new Shop(await relay.ListensAsync(), ledger);
        var last = "";
        for (var sent = 0; sent < Events; sent++)
        {
            var @event = ledger.Next(random);
            last = @event.EventId;
            Assert.Equal(HttpStatusCode.Accepted, await shop.PostAsync(@event));
        }

        await relay.KillAsync();
        return last;
    }

    private static IEnumerable<(string What, byte[] Journal)> Damage(byte[] journal)
    {
        var used = Used(journal);
        foreach (var length in new[] { 0, 10, used / 2, used, journal.Length - 1 })
        {
            yield return ($"{length} bytes of it left", journal[..length]);
        }

        foreach (var place in new[] { 0, 40, 100, used / 4, used / 2, used * 3 / 4 })
        {
            var flipped = (byte[])journal.Clone();
            flipped[place] ^= 0x10;
            yield return ($"byte {place} flipped", flipped);
        }

        foreach (var place in new[] { 0, used / 3, used * 2 / 3 })
        {
            var zeroed = (byte[])journal.Clone();
            zeroed.AsSpan(place, 5000).Clear();
            yield return ($"5000 bytes from {place} zeroed", zeroed);
        }
    }

    private static int Used(byte[] journal) => Array.FindLastIndex(journal, static one => one != 0) + 1;
}
