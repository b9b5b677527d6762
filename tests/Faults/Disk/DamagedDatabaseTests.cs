using System.Buffers.Binary;
using System.Net;

namespace OrderRelay.Faults.Disk;

/// <summary>Databases with real content that was spoilt while nobody ran: each is refused by name, and none is made anew.</summary>
public sealed class DamagedDatabaseTests
{
    [Theory]
    [InlineData("queue.db")]
    [InlineData("orders.db")]
    [InlineData("desk.db")]
    public async Task Spoilt_database_ends_the_process_with_3_and_one_line(string name)
    {
        using var whole = new Folder();
        await FillAsync(whole.Path);
        var bytes = await File.ReadAllBytesAsync(whole.PathOf(name));
        foreach (var (what, spoilt) in Damage(bytes))
        {
            using var folder = whole.Copy();
            var path = folder.PathOf(name);
            await File.WriteAllBytesAsync(path, spoilt);
            using var relay = RelayProcess.Start(folder.Path);

            var code = await relay.ExitCodeAsync();
            Assert.True(code == 3, $"{name} with {what}: ended with {code}: {relay.Complaints}");
            var line = Assert.Single(relay.Complaints.Trim().Split('\n'));
            Assert.StartsWith($"orderrelay: {path} is damaged (", line, StringComparison.Ordinal);
            Assert.EndsWith("; restore it from a backup, or move it away to start without it", line, StringComparison.Ordinal);
            Assert.Equal(spoilt, await File.ReadAllBytesAsync(path));
        }
    }

    /// <summary>A life with events in each database, and one that leaves its events in the queue.</summary>
    private static async Task FillAsync(string folder)
    {
        var ledger = new Ledger();
        var random = new Random(21);
        using (var relay = RelayProcess.Start(folder))
        {
            var url = await relay.ListensAsync();
            await SendAsync(url, 200);
            await Drained.WaitAsync(url);
            Assert.Equal(0, await relay.SignalAsync("TERM"));
        }

        using var deaf = RelayProcess.Start(folder, new Dictionary<string, string>(), "Pipeline:Projection=false");
        await SendAsync(await deaf.ListensAsync(), 200);
        Assert.Equal(0, await deaf.SignalAsync("TERM"));

        async Task SendAsync(Uri url, int count)
        {
            using var shop = new Shop(url, ledger);
            for (var sent = 0; sent < count; sent++)
            {
                Assert.Equal(HttpStatusCode.Accepted, await shop.PostAsync(ledger.Next(random)));
            }
        }
    }

    private static IEnumerable<(string What, byte[] File)> Damage(byte[] bytes)
    {
        var page = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(16)) is 1 ? 65536 : BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(16));
        yield return ("nothing in it", []);
        yield return ("a header of something else", Spoil(bytes, 0, 100));
        yield return ("a page in the middle spoilt", Spoil(bytes, bytes.Length / page / 2 * page, page));
        yield return ("its first pages alone", bytes[..(2 * page)]);
        yield return ("text in its place", [.. Enumerable.Repeat((byte)'x', 20_000)]);
    }

    private static byte[] Spoil(byte[] bytes, int from, int count)
    {
        var spoilt = (byte[])bytes.Clone();
        spoilt.AsSpan(from, count).Fill(0xA5);
        return spoilt;
    }
}
