using OrderRelay.Core.Authentication;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Pipeline;

/// <summary>Keeps what the receiver refuses, for whoever has to explain it. Nothing here is enqueued by itself.</summary>
public sealed class Quarantine(IDeadLetterStore desk, QuarantineOptions options, RelayTelemetry telemetry)
{
    /// <summary>Keeps an authenticated body that is not JSON.</summary>
    /// <returns>The letter's id.</returns>
    public async ValueTask<string> KeepNotJsonAsync(WebhookRequest request, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var letter = LetterOf(
            request, receivedAt, DeadLetterReason.NotJson,
            "the body is not JSON: compare it with what the provider says it sent, then edit it and replay");
        await desk.AddAsync(letter, cancellationToken);
        telemetry.DeadLettered(DeadLetterReason.NotJson);
        return letter.Id;
    }

    /// <summary>Keeps a body with a wrong credential, where that is on and there is room. The credential itself is never kept.</summary>
    public async ValueTask KeepUnauthenticatedAsync(
        WebhookRequest request, AuthenticationStatus status, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        if (!options.Unauthenticated || request.Body.IsEmpty)
        {
            return;
        }

        var letter = LetterOf(request, receivedAt, DeadLetterReason.Unauthenticated, TextOf(status));
        if (await desk.AddWithinAsync(letter, new(options.MaxCount, options.MaxBytes, receivedAt - options.MaxAge), cancellationToken))
        {
            telemetry.DeadLettered(DeadLetterReason.Unauthenticated);
        }
    }

    private static string TextOf(AuthenticationStatus status) => status switch
    {
        AuthenticationStatus.NoCredentialConfigured => "no credential is configured for this provider: set one, then release what is genuine",
        AuthenticationStatus.MissingCredential => "the request carried no credential: release it only if its sender is believed",
        AuthenticationStatus.StaleTimestamp => "rightly signed, but too long ago: release it if the delay is explained",
        _ => "the credential was none of those configured: mend the secret, then release what is genuine",
    };

    private static DeadLetter LetterOf(in WebhookRequest request, DateTimeOffset receivedAt, DeadLetterReason reason, string text)
    {
        var messageId = MessageIds.Of(request.Provider, new EventIdentity(WireNames<DeadLetterReason>.Of(reason)), request.Body.Span);
        return new()
        {
            Id = DeadLetterId.Of(receivedAt, messageId),
            Status = DeadLetterStatus.Open,
            Reason = reason,
            Text = text,
            Provider = request.Provider,
            EventName = ReceiveWebhook.NoEventName,
            EventId = messageId,
            ReceivedAt = receivedAt,
            DeadAt = receivedAt,
            TraceParent = request.TraceParent,
            Headers = RequestHeadersText.Of(request.Headers),
            Fingerprint = LetterFingerprint.Of(request.Provider, reason, ReceiveWebhook.NoEventName, text),
            Body = request.Body.ToArray(),
            BodyBytes = request.Body.Length,
        };
    }
}
