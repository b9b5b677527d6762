using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Authentication;

/// <summary>Decides whether a request is its provider's own. One per provider; thread-safe.</summary>
public sealed class WebhookAuthenticator
{
    private readonly CredentialCheck check;
    private readonly AuthenticationResult notConfigured;

    /// <exception cref="ArgumentException">The options have errors; the message holds all of them.</exception>
    public WebhookAuthenticator(string provider, AuthenticationDefaults defaults, ProviderAuthOptions options, TimeProvider clock)
    {
        var errors = options.Validate(provider, defaults);
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        }

        var section = $"Providers:{provider}:Auth";
        check = Choose(section, defaults, options, new SignedTime(clock, options.ToleranceSeconds));
        notConfigured = new(
            AuthenticationStatus.NoCredentialConfigured,
            $"no credential is configured for this provider, so nothing is accepted: set one under {section}");
    }

    /// <summary>False when every request is refused because there is nothing to compare with.</summary>
    public bool HasCredential => check.HasCredential;

    /// <summary>Decides about one request.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="body">The request's body, byte for byte.</param>
    public AuthenticationResult Authenticate(IWebhookHeaders headers, ReadOnlySpan<byte> body)
        => check.HasCredential ? check.Check(headers, body) : notConfigured;

    private static CredentialCheck Choose(string section, AuthenticationDefaults defaults, ProviderAuthOptions options, SignedTime time)
    {
        var mode = ProviderAuthValidation.ModeOf(options, defaults) ?? defaults.Mode;
        var header = !string.IsNullOrWhiteSpace(options.Header) ? options.Header
            : mode == defaults.Mode ? defaults.Header
            : mode is AuthenticationMode.HmacSha256 ? "X-Signature"
            : "Authorization";
        return mode switch
        {
            AuthenticationMode.HmacSha256 => new HmacCheck(header, options, time, section),
            AuthenticationMode.StandardWebhooks => new StandardWebhooksCheck(options.Secrets, time, section),
            AuthenticationMode.Basic => new BasicCheck(header, options.Users, section),
            _ => new TokenHeaderCheck(header, options.Tokens, section),
        };
    }
}
