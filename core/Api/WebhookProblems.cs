using System.Globalization;
using OrderRelay.Core.Authentication;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Api;

/// <summary>What a provider hears when its webhook is refused.</summary>
internal static class WebhookProblems
{
    public static ApiAnswer UnknownProvider(string name, IEnumerable<string> known) => ApiAnswer.Problem(
        404, "unknown-provider", "Unknown provider", $"There is no provider '{Shown(name)}'. This relay knows: {string.Join(", ", known)}.");

    public static ApiAnswer Unauthenticated(IProvider provider, AuthenticationResult result) => ApiAnswer
        .Problem(401, "unauthenticated", "The webhook is not authenticated", result.Text)
        .With("WWW-Authenticate", $"{provider.Name} realm=\"webhooks\"");

    public static ApiAnswer TooLarge() => ApiAnswer.Problem(
        413, "body-too-large", "The body is too large", $"A webhook's body may have {ReceiveWebhook.MaxBodyBytes} bytes. Send less, or one event per request.");

    public static ApiAnswer Empty() => ApiAnswer.Problem(
        400, "not-json", "The body is not JSON", "The body is empty. Send the event as JSON.");

    public static ApiAnswer NotJson(string letterId) => ApiAnswer.Problem(
        400, "not-json", "The body is not JSON", $"Send the event as JSON in UTF-8. The body was kept for inspection as dead letter {letterId}.");

    public static ApiAnswer NotDurable() => ApiAnswer
        .Problem(503, "not-durable", "The event could not be stored", "Nothing was accepted. Send the same request again.")
        .With("Retry-After", "5");

    /// <summary>Whole seconds, rounded up: sooner would be refused again.</summary>
    public static ApiAnswer TooMany(TimeSpan wait) => ApiAnswer
        .Problem(429, "too-many", "Too many webhooks", "Nothing was accepted. Send the same request again after the seconds that Retry-After names.")
        .With("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));

    /// <summary>A caller's own word goes back to it only in harmless characters.</summary>
    private static string Shown(string name)
        => string.Create(Math.Min(name.Length, 40), name, static (shown, name) =>
        {
            for (var i = 0; i < shown.Length; i++)
            {
                shown[i] = char.IsAsciiLetterOrDigit(name[i]) || name[i] is '-' or '_' or '.' ? name[i] : '?';
            }
        });
}
