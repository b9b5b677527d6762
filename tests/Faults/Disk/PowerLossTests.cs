using System.Globalization;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace OrderRelay.Faults.Disk;

/// <summary>The power goes while webhooks come in. SIGKILL cannot show what then is lost: the page cache survives it.</summary>
public sealed class PowerLossTests(ITestOutputHelper output)
{
    private const int Acknowledgements = 1500;

    private static int Losses => int.Parse(Environment.GetEnvironmentVariable("ORDERRELAY_POWER_LOSSES") ?? "2", CultureInfo.InvariantCulture);

    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("ORDERRELAY_SEED") ?? "20250313", CultureInfo.InvariantCulture);

    [LoopFact]
    public async Task Whatever_was_acknowledged_survives_power_loss()
    {
        using var disk = new LoopDisk();
        var ledger = new Ledger();
        for (var loss = 0; loss < Losses; loss++)
        {
            await LoseAsync(disk, ledger, honest: true, Seed + loss);
            output.WriteLine($"loss {loss + 1}: {ledger.Acknowledged.Count} acknowledged so far, seed {Seed} (ORDERRELAY_SEED)");
        }

        await Recovery.CheckAsync(disk.DataFolder, ledger);
    }

    /// <summary>The planted fault: with syncs of the journal and the logs that do nothing, which is what <c>synchronous=NORMAL</c> comes to, the
    /// account of the very same run must not add up. If it does, the test above proves nothing.</summary>
    [LoopFact]
    public async Task Without_synced_commits_the_same_run_loses_acknowledged_events()
    {
        using var disk = new LoopDisk();
        var ledger = new Ledger();
        await LoseAsync(disk, ledger, honest: false, Seed);

        await AssertLostAsync(disk.DataFolder, ledger);
    }

    /// <summary>One life on a disk whose power is cut under load.</summary>
    private static async Task LoseAsync(LoopDisk disk, Ledger ledger, bool honest, int seed)
    {
        var environment = honest ? new Dictionary<string, string>() : new FaultyDisk(disk.DataFolder).Only(".db-").Lying().Environment;
        using (var relay = RelayProcess.Start(disk.DataFolder, environment))
        {
            // Power ends the processor with the disk. A relay that lived on could hear from the dying file system that a sync went
            // well which it had under way, and say 202 when in truth nobody could.
            await LoadAsync(relay, ledger, seed, async () =>
            {
                await relay.FreezeAsync();
                disk.CutPower();
                await relay.KillAsync();
            });
        }

        disk.Restart();
    }

    private static async Task LoadAsync(RelayProcess relay, Ledger ledger, int seed, Func<Task> end)
    {
        using var load = new LoadDriver(await relay.ListensAsync(), ledger, seed);
        var enough = load.AcknowledgedAsync(Acknowledgements);
        var running = load.RunAsync();
        Assert.Same(enough, await Task.WhenAny(enough, running));
        await end();
        load.Stop();
        await running;
    }

    private static async Task AssertLostAsync(string folder, Ledger ledger)
    {
        var noticed = await Assert.ThrowsAnyAsync<Exception>(() => Recovery.CheckAsync(folder, ledger));
        Assert.True(
            noticed is XunitException || noticed.Message.Contains("is damaged", StringComparison.Ordinal), $"failed for another reason: {noticed}");
    }
}
