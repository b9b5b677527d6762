using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>
/// Posts to one channel's address: guarded, within a time, without redirects, proxies or cookies. An answer's body is
/// never read: its status says all that counts, and what a receiver writes there is its own.
/// </summary>
internal sealed class HttpSender : IDisposable
{
    /// <summary>What is skipped of an answer to keep its connection; a longer one costs the connection.</summary>
    private const int MaxDrainedBytes = 16 * 1024;
    private const int MaxHeaderKilobytes = 16;
    private static readonly ProductInfoHeaderValue Product = new("OrderRelay", typeof(HttpSender).Assembly.GetName().Version?.ToString(3) ?? "0");

    private readonly HttpClient client;
    private readonly Uri url;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;

    public HttpSender(ChannelOptions options, IOutboundNetwork network, TimeProvider time)
    {
        url = new Uri(options.Url!.Trim());
        timeout = TimeSpan.FromSeconds(options.TimeoutSeconds);
        this.time = time;
        client = new HttpClient(HandlerOf(new GuardedConnect(network, options.AllowPrivate))) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(Product);
        MaskedUrl = Masked.Url(url);
    }

    /// <summary>The address without what may be a credential in it.</summary>
    public string MaskedUrl { get; }

    /// <summary>Posts a JSON body.</summary>
    /// <param name="body">Sent as it is.</param>
    /// <param name="headers">Besides the usual ones.</param>
    /// <param name="cancellationToken">Ends the attempt; the only thing that makes this throw.</param>
    public async ValueTask<ChannelResult> PostAsync(
        ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return HttpAnswer.Of(response, time.GetUtcNow());
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(ChannelStatus.Passing, $"no answer within {timeout.TotalSeconds:0} s");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            return Describe(exception);
        }
    }

    public void Dispose() => client.Dispose();

    private static SocketsHttpHandler HandlerOf(GuardedConnect connect) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = connect.ConnectAsync,
        MaxResponseDrainSize = MaxDrainedBytes,
        MaxResponseHeadersLength = MaxHeaderKilobytes,

        // A connection outlives neither a change of the name nor of its answer for long.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),

        // The relay's own trace ids are none of the receiver's business.
        ActivityHeadersPropagator = null,
    };

    // Messages of exceptions may hold addresses: what is told is chosen here.
    private static ChannelResult Describe(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException refused:
                    return new(ChannelStatus.Refused, $"not called: the host leads to {refused.Refusal}");
                case AuthenticationException:
                    return new(ChannelStatus.Passing, "the TLS handshake failed");
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return new(ChannelStatus.Passing, "connection refused");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return new(ChannelStatus.Passing, "the host name is not known");
                default:
                    break;
            }
        }

        return new(ChannelStatus.Passing, exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
            ? "the answer's headers are too long"
            : "the connection broke");
    }
}
