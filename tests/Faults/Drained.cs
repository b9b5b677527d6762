using System.Text.Json.Nodes;

namespace OrderRelay.Faults;

/// <summary>Waits for a process to have projected and collected everything.</summary>
internal static class Drained
{
    /// <summary>The process tells its depth to whoever asks and announces nothing, so this asks, up to a bound that only a
    /// fault reaches.</summary>
    public static async Task WaitAsync(Uri url)
    {
        using var http = new HttpClient { BaseAddress = url };
        for (var asked = 0; asked < 3000; asked++)
        {
            var queue = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/stats", UriKind.Relative)))!["queue"]!;
            if ((long)queue["active"]! + (long)queue["scheduled"]! + (long)queue["dead"]! == 0)
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail("the queue was never drained");
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
