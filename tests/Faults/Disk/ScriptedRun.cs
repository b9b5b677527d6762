using System.Net;

namespace OrderRelay.Faults.Disk;

/// <summary>The same short life of a relay each time: it starts, takes a few webhooks one after the other, works through them
/// and is asked to stop.</summary>
internal static class ScriptedRun
{
    private const int Webhooks = 6;
    private const int Killed = 137;

    /// <param name="folder">Its data, empty or not.</param>
    /// <param name="disk">What is wrong with the disk.</param>
    /// <param name="ledger">What was sent and acknowledged.</param>
    /// <returns>True when it came to its end; false when the disk ended it before.</returns>
    public static async Task<bool> PlayAsync(string folder, FaultyDisk disk, Ledger ledger)
    {
        using var relay = RelayProcess.Start(folder, disk.Environment);
        if (await relay.TryListenAsync() is { } url && await SendAsync(url, ledger))
        {
            _ = await relay.SignalAsync("TERM");
        }

        var code = await relay.ExitCodeAsync();
        Assert.True(code is 0 or Killed, $"ended with {code}: {relay.Complaints}");
        return code == 0;
    }

    private static async Task<bool> SendAsync(Uri url, Ledger ledger)
    {
        using var shop = new Shop(url, ledger);
        var random = new Random(11);
        for (var number = 0; number < Webhooks; number++)
        {
            if (await shop.PostAsync(ledger.Next(random)) is not { } status)
            {
                return false;
            }

            Assert.Equal(HttpStatusCode.Accepted, status);
        }

        try
        {
            await Drained.WaitAsync(url);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
