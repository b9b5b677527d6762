using System.Text.Json.Nodes;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Faults.Disk;

/// <summary>What comes after a fault: a relay on the same folder and a disk that works again, then the account.</summary>
internal static class Recovery
{
    /// <summary>A life in peace until everything is projected and collected. What used up its deliveries in hand of a failing
    /// disk is on the desk; an operator replays it. Then everything acknowledged must be there, once.</summary>
    public static async Task CheckAsync(string folder, Ledger ledger)
    {
        await using (var host = await StartAsync(folder))
        {
            await Drained.WaitAsync(host.Url);
            using var http = new HttpClient { BaseAddress = host.Url };
            using var begun = await http.PostAsync(new Uri("/api/dead-letters/replay?reason=attempts_exhausted&rate=1000", UriKind.Relative), null);
            var job = JsonNode.Parse(await begun.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
            _ = await Drained.WaitForJobAsync(host.Url, (string)job["id"]!);
            await Drained.WaitAsync(host.Url);
        }

        await new Account(ledger).CheckAsync(folder);
    }

    /// <summary>A relay in the tests' own process.</summary>
    public static Task<RelayHost> StartAsync(string folder, bool acceptLoss = false) => RelayHost.StartAsync(
        new()
        {
            Port = 0,
            DataFolder = folder,
            Quiet = true,
            AcceptLoss = acceptLoss,
            Settings = new Dictionary<string, string?> { ["Providers:captain:Auth:Tokens:0"] = RelayProcess.Token },
        },
        CancellationToken.None);
}
