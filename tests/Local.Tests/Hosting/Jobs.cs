using System.Text.Json.Nodes;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>Jobs run in the background and say how far they are to whoever asks.</summary>
internal static class Jobs
{
    public static async Task<JsonNode> EndedAsync(RelayUnderTest relay, string path)
    {
        for (var asked = 0; asked < 3000; asked++)
        {
            var job = await relay.GetAsync(path);
            if ((string?)job["status"] == "done")
            {
                return job;
            }

            await Task.Delay(10);
        }

        Assert.Fail($"the job did not end: {await relay.GetAsync(path)}");
        return null;
    }
}
