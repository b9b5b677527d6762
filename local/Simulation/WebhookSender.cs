using System.Net.Http.Headers;

namespace OrderRelay.Local.Simulation;

/// <summary>Posts webhooks and tells how each was answered. Redirects are answers, not directions.</summary>
/// <param name="http">Its timeout is the provider's.</param>
/// <param name="address">The receiver.</param>
/// <param name="credential">Proves whose a request is.</param>
internal sealed class WebhookSender(HttpClient http, ReceiverAddress address, RequestCredential credential) : IDisposable
{
    /// <summary>In bytes; more of an answer is taken for a broken connection.</summary>
    private const int LongestAnswer = 1024 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly Dictionary<Dialect, Uri> addresses = Dialect.All.ToDictionary(static dialect => dialect, address.Of);

    public static WebhookSender Create(ReceiverAddress address, RequestCredential credential, int connections, TimeSpan timeout)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = connections,
            ActivityHeadersPropagator = null,
        };
        return new(new HttpClient(handler) { Timeout = timeout, MaxResponseContentBufferSize = LongestAnswer }, address, credential);
    }

    /// <returns>The status of the answer, or why there was none.</returns>
    public async Task<Answer> SendAsync(Dialect dialect, byte[] body, string id, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, addresses[dialect]);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        credential.Apply(request, dialect, body, id);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return new((int)response.StatusCode);
        }
        catch (HttpRequestException)
        {
            return Answer.Broken;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Answer.TimedOut;
        }
    }

    public void Dispose() => http.Dispose();
}

/// <summary>How a request was answered.</summary>
/// <param name="Status">The HTTP status; what is below 100 tells why there was none.</param>
internal readonly record struct Answer(int Status)
{
    /// <summary>No answer in time; the request may have been taken.</summary>
    public static Answer TimedOut { get; } = new(1);

    /// <summary>No connection, or it broke; the request may have been taken.</summary>
    public static Answer Broken { get; } = new(2);

    /// <summary>Only a 2xx says that a webhook was received.</summary>
    public bool IsReceived => Status is >= 200 and < 300;

    /// <summary>For people and programs.</summary>
    public string Name => Status switch
    {
        1 => "timeout",
        2 => "no connection",
        _ => Status.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
