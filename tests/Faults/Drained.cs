using System.Text.Json.Nodes;

namespace OrderRelay.Faults;

/// <summary>Waits for a process to have projected and collected everything.</summary>
internal static class Drained
{
    /// <summary>The process tells its depth to whoever asks and announces nothing, so this asks: as long as the queue gets
    /// shorter, and a minute more, which only a fault reaches.</summary>
    public static async Task WaitAsync(Uri url)
    {
        using var http = new HttpClient { BaseAddress = url };
        var least = long.MaxValue;
        for (var inVain = 0; inVain < 3000; inVain++)
        {
            var queue = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/stats", UriKind.Relative)))!["queue"]!;
            var depth = (long)queue["active"]! + (long)queue["scheduled"]! + (long)queue["dead"]!;
            if (depth == 0)
            {
                return;
            }

            if (depth < least)
            {
                (least, inVain) = (depth, 0);
            }

            await Task.Delay(20);
        }

        Assert.Fail($"the queue was never drained: {least} messages were the least in it");
    }

    /// <summary>Waits for a replay to be done, in the same way.</summary>
    /// <returns>The job as it ended.</returns>
    public static async Task<JsonNode> WaitForJobAsync(Uri url, string id)
    {
        using var http = new HttpClient { BaseAddress = url };
        for (var asked = 0; asked < 3000; asked++)
        {
            var job = JsonNode.Parse(await http.GetStringAsync(new Uri($"/api/replays/{id}", UriKind.Relative)))!;
            if ((string?)job["status"] == "done")
            {
                return job;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"replay {id} was never done");
    }
}
