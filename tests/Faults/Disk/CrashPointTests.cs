using System.Globalization;
using Xunit.Abstractions;

namespace OrderRelay.Faults.Disk;

/// <summary>A short run, ended before each of its writes, syncs, truncations, renames and unlinks in turn.</summary>
public sealed class CrashPointTests(ITestOutputHelper output)
{
    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("ORDERRELAY_SEED") ?? "20250313", CultureInfo.InvariantCulture);

    /// <summary>Points of a run that are tried, spread over it; <c>ORDERRELAY_CRASH_POINTS=all</c> tries each.</summary>
    private static int Points => Environment.GetEnvironmentVariable("ORDERRELAY_CRASH_POINTS") is { } set
        ? set == "all" ? int.MaxValue : int.Parse(set, CultureInfo.InvariantCulture)
        : 5;

    [NativeTheory]
    [InlineData("empty")]
    [InlineData("used")]
    public async Task Whatever_was_acknowledged_survives_an_end_before_any_write_or_sync(string start)
    {
        using var template = new Folder();
        var before = new Ledger();
        if (start == "used")
        {
            Assert.True(await ScriptedRun.PlayAsync(template.Path, new FaultyDisk(template.Path), before));
        }

        var calls = await CountAsync(template, before);
        var tried = Math.Min(calls, Points);
        Tell($"{calls} writes and syncs from a folder that is {start}; {tried} are tried, seed {Seed} (ORDERRELAY_SEED)");
        var offset = new Random(Seed).NextDouble();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (int)tried).Select(index => (long)((index + offset) * calls / tried) + 1),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (call, _) => await TryAsync(template, before, call));
    }

    private async Task TryAsync(Folder template, Ledger before, long call)
    {
        using var folder = template.Copy();
        var ledger = before.Copy();
        var disk = new FaultyDisk(folder.Path).CrashAt(call);
        var loses = (call % 3) switch { 0 => "nothing", 1 => "all unsynced", _ => "some unsynced" };
        _ = (call % 3) switch { 0 => disk, 1 => disk.LosingAllUnsynced(), _ => disk.LosingSomeUnsynced((int)(Seed + call)) };
        try
        {
            // A run is not the same to the call each time: threads take turns as they like. One that came to its end was short.
            var whole = await ScriptedRun.PlayAsync(folder.Path, disk, ledger);
            await Recovery.CheckAsync(folder.Path, ledger);
            Tell($"call {call}, losing {loses}: {(whole ? "came to its end" : "ended")} with {ledger.Acknowledged.Count - before.Acknowledged.Count} acknowledged; all are there");
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"ended at call {call} (seed {Seed}), losing {loses}: {failure.Message}", failure);
        }
    }

    private static async Task<long> CountAsync(Folder template, Ledger before)
    {
        using var folder = template.Copy();
        using var counter = new SharedNumber();
        Assert.True(await ScriptedRun.PlayAsync(folder.Path, new FaultyDisk(folder.Path).CountingIn(counter), before.Copy()));
        Assert.True(counter.Value > 50, "the shim counted nothing");
        return counter.Value;
    }

    private void Tell(string line)
    {
        Console.WriteLine(line);
        output.WriteLine(line);
    }
}
