using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace OrderRelay.Faults;

/// <summary>Posts from several connections until the process is gone.</summary>
internal sealed class LoadDriver(Uri url, Ledger ledger, int seed) : IDisposable
{
    private const int Connections = 8;

    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int acknowledged;
    private int target = int.MaxValue;
    private volatile bool stopping;

    /// <summary>Done when that many were acknowledged, by the process that is being loaded.</summary>
    public Task AcknowledgedAsync(int count)
    {
        target = count;
        return reached.Task;
    }

    /// <summary>Ends when the process does not answer any more, or <see cref="Stop"/> is called.</summary>
    public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(() => PostAsync(new Random((seed * Connections) + connection)))));

    public void Stop() => stopping = true;

    public void Dispose() => http.Dispose();

    private async Task PostAsync(Random random)
    {
        while (!stopping)
        {
            // Half of what nobody answered is sent again, as a provider would; some of what was answered is sent again too.
            var @event = random.Next(2) == 0 && ledger.Unanswered.TryDequeue(out var unanswered) ? unanswered : ledger.Next(random);
            if (!await PostAsync(@event) || (random.Next(10) == 0 && !await PostAsync(@event)))
            {
                return;
            }
        }
    }

    /// <returns>False when the process is gone.</returns>
    private async Task<bool> PostAsync(LoadEvent @event)
    {
        ledger.Posted[@event.EventId] = @event;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/captain");
            request.Content = new ByteArrayContent(@event.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            request.Headers.Add("Auth-Token", RelayProcess.Token);
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable, text);
            if (answer.StatusCode is HttpStatusCode.Accepted)
            {
                Assert.Equal(@event.EventId, (string?)JsonNode.Parse(text)!["eventId"]);
                ledger.Acknowledged[@event.EventId] = @event;
                if (Interlocked.Increment(ref acknowledged) >= target)
                {
                    _ = reached.TrySetResult();
                }
            }

            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            ledger.Unanswered.Enqueue(@event);
            return false;
        }
    }
}
