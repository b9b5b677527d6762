using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Faults.Disk;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Faults;

public sealed class BackupTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "orderrelay.dll");

    [Fact]
    public async Task Backup_under_load_holds_every_event_that_was_acknowledged_before_it_began()
    {
        using var folder = new Folder();
        using var restored = new Folder();
        var ledger = new Ledger();
        using var relay = RelayProcess.Start(folder.Path);
        using var load = new LoadDriver(await relay.ListensAsync(), ledger, seed: 3);
        var enough = load.AcknowledgedAsync(500);
        var running = load.RunAsync();
        Assert.Same(enough, await Task.WhenAny(enough, running));

        var (backup, before) = await TakeWhileAcknowledgingAsync(folder.Path, ledger, running);

        load.Stop();
        await running;
        Assert.Contains("in use", Shell.TryRun("dotnet", Program, "restore", backup, "--data", folder.Path, "--force"), StringComparison.Ordinal);
        await relay.KillAsync();

        Shell.Run("dotnet", Program, "restore", backup, "--data", restored.Path);
        foreach (var (id, @event) in ledger.Posted)
        {
            before.Posted[id] = @event;
        }

        await Recovery.CheckAsync(restored.Path, before);
    }

    [Fact]
    public async Task Restored_orders_are_the_orders_that_were_backed_up_byte_for_byte()
    {
        using var folder = new Folder();
        using var restored = new Folder();
        var ledger = new Ledger();
        await using (var host = await Recovery.StartAsync(folder.Path))
        {
            using var shop = new Shop(host.Url, ledger);
            var random = new Random(5);
            for (var sent = 0; sent < 200; sent++)
            {
                _ = await shop.PostAsync(ledger.Next(random));
            }

            await Drained.WaitAsync(host.Url);
            Shell.Run("dotnet", Program, "backup", folder.Path + "-backup", "--data", folder.Path, "--json");
        }

        Shell.Run("dotnet", Program, "restore", folder.Path + "-backup", "--data", restored.Path, "--json");

        var (there, back) = (await ReadAsync(folder.Path, ledger), await ReadAsync(restored.Path, ledger));
        Assert.True(there.Count > 200, "too little to compare");
        Assert.Equal(there, back);
    }

    /// <summary>The files' bytes are not enough: their names are to be on the disk too.</summary>
    [LoopFact]
    public async Task Backup_that_was_reported_as_taken_survives_power_loss()
    {
        using var disk = new LoopDisk();
        using var folder = new Folder();
        using var restored = new Folder();
        var backup = Path.Combine(disk.MountPoint, "backup");
        await (await Recovery.StartAsync(folder.Path)).DisposeAsync();

        Shell.Run("dotnet", Program, "backup", backup, "--data", folder.Path);
        disk.CutPower();
        disk.Restart();

        Shell.Run("dotnet", Program, "restore", backup, "--data", restored.Path);
    }

    [Fact]
    public async Task Restore_refuses_damage_and_data_in_the_way()
    {
        using var folder = new Folder();
        using var restored = new Folder();
        var backup = folder.Path + "-backup";
        await (await Recovery.StartAsync(folder.Path)).DisposeAsync();
        Shell.Run("dotnet", Program, "backup", backup, "--data", folder.Path);

        Assert.Contains("--force", Shell.TryRun("dotnet", Program, "restore", backup, "--data", folder.Path), StringComparison.Ordinal);
        Shell.Run("dotnet", Program, "restore", backup, "--data", folder.Path, "--force");
        await (await Recovery.StartAsync(folder.Path)).DisposeAsync();
        Assert.Contains("is not empty", Shell.TryRun("dotnet", Program, "backup", backup, "--data", folder.Path), StringComparison.Ordinal);

        var path = Path.Combine(backup, "orders.db");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        Assert.Contains("not what was backed up", Shell.TryRun("dotnet", Program, "restore", backup, "--data", restored.Path), StringComparison.Ordinal);
        File.Delete(Path.Combine(backup, "backup.json"));
        Assert.Contains("no whole backup", Shell.TryRun("dotnet", Program, "restore", backup, "--data", restored.Path), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(restored.Path, "*.db"));
    }

    /// <summary>Takes backups until events were acknowledged during one: a busy machine may leave the load no turn meanwhile.</summary>
    /// <returns>Its folder, and what had been acknowledged when it began.</returns>
    private static async Task<(string Backup, Ledger Before)> TakeWhileAcknowledgingAsync(string data, Ledger ledger, Task load)
    {
        for (var attempt = 1; attempt <= 20; attempt++)
        {
            var backup = $"{data}-backup-{attempt}";
            var before = ledger.Copy();
            Shell.Run("dotnet", Program, "backup", backup, "--data", data);
            if (ledger.Acknowledged.Count > before.Acknowledged.Count)
            {
                return (backup, before);
            }

            if (load.IsCompleted)
            {
                await load;
                throw new InvalidOperationException("the relay answers no more");
            }
        }

        throw new InvalidOperationException("nothing was acknowledged while any of 20 backups was taken");
    }

    /// <summary>Each order's state and events, and each letter of the desk, as text.</summary>
    private static async Task<List<string>> ReadAsync(string path, Ledger ledger)
    {
        List<string> lines = [];
        using var folder = DataFolder.Open(path);
        await using var store = SqliteOrderStore.Open(folder);
        foreach (var order in ledger.Posted.Values.Select(static @event => @event.OrderId).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            var key = new OrderKey("captain", order);
            lines.Add(Convert.ToHexString(OrderJson.Write((await store.LoadAsync([key], default))[0]!.State)));
            foreach (var row in await store.ReadEventsAsync(key, default))
            {
                lines.Add(Convert.ToHexString(OrderJson.Write(row.Event)) + row.Arrival + Convert.ToHexString(row.Raw!.Value.Span));
            }
        }

        await using var desk = SqliteDeadLetterStore.Open(folder);
        var page = await desk.ListAsync(new DeadLetterFilter(), null, 200, default);
        lines.AddRange(page.Letters.Select(static letter => $"{letter.Id} {letter.EventId} {letter.Reason} {letter.Status}"));
        return lines;
    }
}
