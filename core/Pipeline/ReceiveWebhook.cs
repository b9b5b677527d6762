using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using OrderRelay.Core.Api;
using OrderRelay.Core.Authentication;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Pipeline;

/// <summary>A webhook as a host hands it in.</summary>
/// <param name="Provider">The provider's name, from the route.</param>
/// <param name="Headers">The request headers.</param>
/// <param name="Body">The whole body, byte for byte. It may lie in a buffer that the host takes back once it has its answer.</param>
/// <param name="TraceParent">W3C trace context of the request's span.</param>
public readonly record struct WebhookRequest(string Provider, IWebhookHeaders Headers, ReadOnlyMemory<byte> Body, string? TraceParent);

/// <summary>
/// Receives one webhook: authenticates it, learns its identity, enqueues its bytes, and acknowledges only once the queue
/// has them durably. Nothing unauthenticated reaches the queue.
/// </summary>
public sealed class ReceiveWebhook(
    WebhookProviders providers, IEventQueue queue, Quarantine quarantine, RelayTelemetry telemetry, TimeProvider time, ILogger<ReceiveWebhook> logger)
{
    /// <summary>Largest body in bytes.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>Stands for the event name of a body that has none.</summary>
    internal const string NoEventName = "unrecognised";

    public ValueTask<ApiAnswer> HandleAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        var receivedAt = time.GetUtcNow();
        var started = time.GetTimestamp();
        if (providers.Find(request.Provider) is not var (provider, authenticator))
        {
            return new(Refuse("unknown", "unknown_provider", WebhookProblems.UnknownProvider(request.Provider, providers.Names)));
        }

        var authentication = authenticator.Authenticate(request.Headers, request.Body.Span);
        if (!authentication.IsAccepted)
        {
            return RefuseUnauthenticatedAsync(provider, request, authentication, receivedAt, cancellationToken);
        }

        if (providers.Limits.Provider(provider.Name) is { } wait)
        {
            return new(Refuse(provider.Name, "provider_rate", WebhookProblems.TooMany(wait)));
        }

        var scan = provider.Scan(request.Body.Span);
        return scan.Status is ScanStatus.NotJson
            ? QuarantineAsync(provider, request, receivedAt, cancellationToken)
            : AcceptAsync(provider.Name, MessageOf(request, scan, receivedAt), started, cancellationToken);
    }

    /// <summary>The host found the body too large, or the header cut short, before it could hand it in.</summary>
    public ApiAnswer RefuseTooLarge(string provider)
        => Refuse(providers.Find(provider) is null ? "unknown" : provider, "too_large", WebhookProblems.TooLarge());

    /// <summary>Asked before the request is read: whether its address sends too much.</summary>
    /// <returns>The refusal; null when it may go on.</returns>
    public ApiAnswer? RefuseAddress(string provider, IPAddress? connection, string? forwarded)
        => providers.Limits.Address(connection, forwarded) is { } wait
            ? Refuse(providers.Find(provider) is null ? "unknown" : provider, "address_rate", WebhookProblems.TooMany(wait))
            : null;

    private static QueueMessage MessageOf(in WebhookRequest request, in EventScan scan, DateTimeOffset receivedAt) => new()
    {
        MessageId = MessageIds.Of(request.Provider, scan.Identity, request.Body.Span),
        Provider = request.Provider,
        Subject = scan.EventName ?? NoEventName,
        Identity = scan.Identity,
        OrderId = scan.OrderId,
        ReceivedAt = receivedAt,
        TraceParent = request.TraceParent,
        Headers = RequestHeadersText.Of(request.Headers),
        Body = request.Body,
    };

    /// <summary>Every accepted event waits here for its commit: what it waits in is small, and is used again instead of being made for each.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ApiAnswer> AcceptAsync(string provider, QueueMessage message, long started, CancellationToken cancellationToken)
    {
        try
        {
            if (await queue.EnqueueAsync(message, null, cancellationToken) is EnqueueResult.Duplicate)
            {
                telemetry.Duplicate(provider);
            }
        }
        catch (Exception exception) when (exception is QueueUnavailableException or StoreUnavailableException)
        {
            return NotDurable(provider, exception);
        }

        var duration = time.GetElapsedTime(started);
        telemetry.Accepted(provider, duration);
        if (logger.IsEnabled(LogLevel.Information))
        {
            logger.Received(provider, message.Subject, message.Identity.Value, message.Body.Length, duration.TotalMilliseconds);
        }

        return AcceptedAnswer.To(message.Identity.Value);
    }

    /// <summary>Authenticated, but not JSON: the sender hears 400, and the bytes are kept for whoever has to explain it.</summary>
    private async ValueTask<ApiAnswer> QuarantineAsync(IProvider provider, WebhookRequest request, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        if (request.Body.IsEmpty)
        {
            return Refuse(provider.Name, "empty_body", WebhookProblems.Empty());
        }

        try
        {
            var letterId = await quarantine.KeepNotJsonAsync(request, receivedAt, cancellationToken);
            return Refuse(provider.Name, "not_json", WebhookProblems.NotJson(letterId));
        }
        catch (StoreUnavailableException exception)
        {
            return NotDurable(provider.Name, exception);
        }
    }

    /// <summary>A desk that is away must not turn a refusal into something that a stranger can tell from another.</summary>
    private async ValueTask<ApiAnswer> RefuseUnauthenticatedAsync(
        IProvider provider, WebhookRequest request, AuthenticationResult authentication, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        try
        {
            await quarantine.KeepUnauthenticatedAsync(request, authentication.Status, receivedAt, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            logger.NotQuarantined(provider.Name, exception);
        }

        return Refuse(provider.Name, WordOf(authentication.Status), WebhookProblems.Unauthenticated(provider, authentication));
    }

    private static string WordOf(AuthenticationStatus status) => status switch
    {
        AuthenticationStatus.NoCredentialConfigured => "no_credential_configured",
        AuthenticationStatus.MissingCredential => "missing_credential",
        AuthenticationStatus.StaleTimestamp => "stale_timestamp",
        _ => "wrong_credential",
    };

    private ApiAnswer NotDurable(string provider, Exception cause)
    {
        logger.NotDurable(provider, cause);
        telemetry.Refused(provider, "not_durable");
        return WebhookProblems.NotDurable();
    }

    private ApiAnswer Refuse(string provider, string reason, ApiAnswer answer)
    {
        telemetry.Refused(provider, reason);
        logger.Refused(provider, reason);
        return answer;
    }
}
