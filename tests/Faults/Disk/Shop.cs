using System.Net;
using System.Net.Http.Headers;

namespace OrderRelay.Faults.Disk;

/// <summary>A provider that sends one event after the other and writes down what was acknowledged.</summary>
internal sealed class Shop(Uri url, Ledger ledger) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) };

    public HttpClient Http => http;

    public Uri Url => url;

    /// <returns>The answer's status; null when there was none.</returns>
    public async Task<HttpStatusCode?> PostAsync(LoadEvent @event)
    {
        ledger.Posted[@event.EventId] = @event;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/captain");
            request.Content = new ByteArrayContent(@event.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            request.Headers.Add("Auth-Token", RelayProcess.Token);
            using var answer = await http.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                ledger.Acknowledged[@event.EventId] = @event;
            }

            return answer.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>Sends until an answer is that one; asks, up to a bound that only a fault reaches.</summary>
    public async Task PostUntilAsync(HttpStatusCode wanted, Random random)
    {
        for (var sent = 0; sent < 1000; sent++)
        {
            if (await PostAsync(ledger.Next(random)) == wanted)
            {
                return;
            }

            await Task.Delay(10);
        }

        Assert.Fail($"no answer was {wanted}");
    }

    /// <returns>The status of the readiness probe.</returns>
    public async Task<HttpStatusCode> ReadyAsync()
    {
        using var answer = await http.GetAsync(new Uri("/api/health/ready", UriKind.Relative));
        return answer.StatusCode;
    }

    /// <summary>Asks until the readiness probe answers so: the projection goes on behind the acknowledgements, and so do its
    /// faults. Up to a bound that only a fault reaches.</summary>
    public async Task ReadyBecomesAsync(HttpStatusCode wanted)
    {
        for (var asked = 0; asked < 3000; asked++)
        {
            if (await ReadyAsync() == wanted)
            {
                return;
            }

            await Task.Delay(10);
        }

        Assert.Fail($"the readiness probe never answered {wanted}");
    }

    public void Dispose() => http.Dispose();
}
