using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrderRelay.Local.Cli;

/// <summary>
/// The relay's HTTP interface, typed, for the verbs that talk to a running one. It reads what it shows and nothing else, so
/// that an older client understands a newer relay.
/// </summary>
/// <param name="http">Its base address is the relay's; it must not follow redirects, because a credential is sent along.</param>
internal sealed class RelayClient(HttpClient http) : IDisposable
{
    private const int PageSize = 200;

    /// <summary>A client of the relay at an address, which needs no trailing slash.</summary>
    /// <param name="url">The relay's address; a path before <c>/api</c> is kept.</param>
    /// <param name="handler">Sends the requests; owned by the client. Null for the network.</param>
    public static RelayClient For(Uri url, HttpMessageHandler? handler = null)
    {
        var address = url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
        return new(new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(30),
        });
    }

    /// <summary>Sends one webhook.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="header">The header that carries its credential.</param>
    /// <param name="token">The credential.</param>
    /// <param name="body">The body, sent byte for byte.</param>
    /// <param name="cancellationToken">Gives up waiting; the event may have been accepted.</param>
    /// <returns>The relay's answer, whatever it is.</returns>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<WebhookReply> SendAsync(
        string provider, string header, string token, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/webhooks/{Uri.EscapeDataString(provider)}");
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation(header, token);
        var started = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var status = (int)response.StatusCode;
        return status is >= 200 and < 300
            ? new(status, Read(answer, RelayClientJson.Default.AcceptedWebhook)?.EventId, null, elapsed)
            : new(status, null, ProblemOf(status, answer), elapsed);
    }

    public Task<RelayStats> StatsAsync(CancellationToken cancellationToken)
        => GetAsync("api/stats", RelayClientJson.Default.RelayStats, cancellationToken);

    /// <summary>Every order, page by page.</summary>
    public async Task<IReadOnlyList<RelayOrder>> OrdersAsync(CancellationToken cancellationToken)
    {
        var all = new List<RelayOrder>();
        for (string? cursor = null; ;)
        {
            var page = await GetAsync($"api/orders?limit={PageSize}{After(cursor)}", RelayClientJson.Default.RelayOrderPage, cancellationToken);
            all.AddRange(page.Orders);
            if ((cursor = page.Cursor) is null)
            {
                return all;
            }
        }
    }

    /// <summary>Every dead letter, page by page, without bodies.</summary>
    public async Task<IReadOnlyList<RelayDeadLetter>> DeadLettersAsync(CancellationToken cancellationToken)
    {
        var all = new List<RelayDeadLetter>();
        for (string? cursor = null; ;)
        {
            var page = await GetAsync($"api/dead-letters?limit={PageSize}{After(cursor)}", RelayClientJson.Default.RelayDeadLetterPage, cancellationToken);
            all.AddRange(page.DeadLetters);
            if ((cursor = page.Cursor) is null)
            {
                return all;
            }
        }
    }

    /// <summary>One order; the exception of one that does not exist says 404.</summary>
    public Task<RelayOrderState> OrderAsync(string provider, string orderId, CancellationToken cancellationToken)
        => GetAsync($"api/orders/{Uri.EscapeDataString(provider)}/{Uri.EscapeDataString(orderId)}", RelayClientJson.Default.RelayOrderState, cancellationToken);

    public Task<RelayTimeline> TimelineAsync(string provider, string orderId, CancellationToken cancellationToken)
        => GetAsync(
            $"api/orders/{Uri.EscapeDataString(provider)}/{Uri.EscapeDataString(orderId)}/events", RelayClientJson.Default.RelayTimeline, cancellationToken);

    /// <summary>Asks an operator's route and gives its JSON as it came.</summary>
    /// <exception cref="HttpRequestException">It was refused; the message says why.</exception>
    public async Task<JsonDocument> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(answer)
            : throw new HttpRequestException($"{path.Split('?')[0]} answered {(int)response.StatusCode}: {ProblemOf((int)response.StatusCode, answer)}", null, response.StatusCode);
    }

    /// <summary>Asks for what may not be there.</summary>
    /// <returns>Null when it is not.</returns>
    /// <exception cref="HttpRequestException">It was refused for another reason.</exception>
    public async Task<JsonDocument?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(HttpMethod.Get, path, null, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Opens a route whose answer goes on for as long as somebody listens.</summary>
    /// <returns>The answer, which the caller closes.</returns>
    /// <exception cref="HttpRequestException">It was refused, or there is no relay.</exception>
    public async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var response = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var problem = ProblemOf((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
            throw new HttpRequestException($"{path.Split('?')[0]} answered {(int)response.StatusCode}: {problem}", null, response.StatusCode);
        }
    }

    /// <summary>Sends an operator's key with every request.</summary>
    /// <param name="key">Goes with <c>Authorization: Bearer</c>; null for none.</param>
    /// <param name="functionsKey">Goes with <c>x-functions-key</c>, which Azure Functions asks for; null for none.</param>
    public RelayClient As(string? key, string? functionsKey)
    {
        http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        if (functionsKey is not null)
        {
            http.DefaultRequestHeaders.Add("x-functions-key", functionsKey);
        }

        return this;
    }

    public void Dispose() => http.Dispose();

    private static string After(string? cursor) => cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";

    private static string ProblemOf(int status, byte[] answer)
    {
        var problem = Read(answer, RelayClientJson.Default.RelayProblem);
        return problem?.Detail ?? problem?.Title ?? $"The answer is {status} and says no more. Is this the address of an OrderRelay?";
    }

    private static T? Read<T>(byte[] answer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var problem = ProblemOf((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
            throw new HttpRequestException($"{path.Split('?')[0]} answered {(int)response.StatusCode}: {problem}", null, response.StatusCode);
        }

        return await response.Content.ReadFromJsonAsync(type, cancellationToken)
            ?? throw new HttpRequestException($"{path.Split('?')[0]} answered nothing");
    }
}
