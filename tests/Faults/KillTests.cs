using System.Globalization;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace OrderRelay.Faults;

public sealed class KillTests(ITestOutputHelper output)
{
    /// <summary>Acknowledgements after which a process is killed at the latest; few, so that
    /// it also dies while it works on what the last one left.</summary>
    private const int MostAcknowledgements = 600;

    /// <summary>Milliseconds that a process takes to start, roughly.</summary>
    private const int LongestStart = 800;

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("ORDERRELAY_KILLS") ?? "10", CultureInfo.InvariantCulture);

    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("ORDERRELAY_SEED") ?? "20250313", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Whatever_was_acknowledged_survives_kill_at_any_moment_once()
    {
        var random = new Random(Seed);
        var ledger = new Ledger();
        var folder = Directory.CreateTempSubdirectory("orderrelay-kill-").FullName;
        Tell($"{Kills} kills, seed {Seed} (ORDERRELAY_SEED), data in {folder}");
        for (var kill = 1; kill <= Kills; kill++)
        {
            var moment = await LiveAndDieAsync(folder, ledger, random);
            Tell($"kill {kill}: {moment}; {ledger.Acknowledged.Count} of {ledger.Posted.Count} acknowledged so far");
        }

        Assert.True(ledger.Acknowledged.Count > Kills, "no load was put on");
        await SettleAsync(folder);
        await new Account(ledger).CheckAsync(folder);

        // Kept when the account fails, for whoever has to find out.
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>One life: started, loaded, and killed after so many acknowledgements or so many milliseconds of load. One in
    /// six does not live to see its first request.</summary>
    private static async Task<string> LiveAndDieAsync(string folder, Ledger ledger, Random random)
    {
        using var relay = RelayProcess.Start(folder);
        if (random.Next(6) == 0)
        {
            var young = random.Next(LongestStart);
            await Task.Delay(young);
            await relay.KillAsync();
            return $"{young} ms after its start";
        }

        using var load = new LoadDriver(await relay.ListensAsync(), ledger, random.Next());
        var byCount = random.Next(2) == 0;
        var (acknowledgements, milliseconds) = (random.Next(1, MostAcknowledgements), random.Next(0, 400));
        var moment = byCount ? load.AcknowledgedAsync(acknowledgements) : Task.Delay(milliseconds);
        var running = load.RunAsync();

        // Load that ends before its process does has found a fault: it says so below.
        _ = await Task.WhenAny(moment, running);
        await relay.KillAsync();
        load.Stop();
        await running;
        return byCount ? $"after {acknowledgements} acknowledgements" : $"after {milliseconds} ms of load";
    }

    /// <summary>At once for whoever watches, and with the result for whoever reads it later.</summary>
    private void Tell(string line)
    {
        Console.WriteLine(line);
        output.WriteLine(line);
    }

    /// <summary>A last life, in peace: until everything is projected and collected. An event that was in hand at ten kills
    /// is on the desk as the possible cause of them; an operator replays it.</summary>
    private async Task SettleAsync(string folder)
    {
        using var relay = RelayProcess.Start(folder);
        var url = await relay.ListensAsync();
        await Drained.WaitAsync(url);
        using var http = new HttpClient { BaseAddress = url };
        using var begun = await http.PostAsync(new Uri("/api/dead-letters/replay?reason=attempts_exhausted&rate=1000", UriKind.Relative), null);
        var job = JsonNode.Parse(await begun.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
        job = await Drained.WaitForJobAsync(url, (string)job["id"]!);
        Tell($"{job["total"]} events were in hand at ten kills and are replayed: {job["resolved"]} resolved");
        await Drained.WaitAsync(url);
        Assert.Equal(0, await relay.SignalAsync("TERM"));
    }
}
