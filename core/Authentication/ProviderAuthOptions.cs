namespace OrderRelay.Core.Authentication;

/// <summary>
/// How one provider's webhooks authenticate, from configuration section <c>Providers:{name}:Auth</c>. Each list may hold two or
/// more credentials that are all good at once, so that a secret can be changed without losing an event. Empty entries count
/// as absent: a deployment may pass a setting on that nobody has filled in.
/// </summary>
public sealed class ProviderAuthOptions
{
    /// <summary><c>token-header</c>, <c>hmac-sha256</c>, <c>standard-webhooks</c> or <c>basic</c>; the provider's documented mode when empty.</summary>
    public string? Mode { get; set; }

    /// <summary>The header that carries the token or the signature; the provider's documented one when empty.</summary>
    public string? Header { get; set; }

    /// <summary>For <c>token-header</c>.</summary>
    public IList<string> Tokens { get; } = [];

    /// <summary>For <c>hmac-sha256</c>: the text itself, or bytes as <c>hex:…</c> or <c>base64:…</c>. For <c>standard-webhooks</c>: <c>whsec_…</c>.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>For <c>basic</c>.</summary>
    public IList<BasicUser> Users { get; } = [];

    /// <summary>For <c>hmac-sha256</c>: <c>hex</c> or <c>base64</c>.</summary>
    public string Encoding { get; set; } = "hex";

    /// <summary>For <c>hmac-sha256</c>: what stands before the signature in its header, such as <c>sha256=</c>.</summary>
    public string? Prefix { get; set; }

    /// <summary>For <c>hmac-sha256</c>: a header with the time of signing; what is signed is then <c>{timestamp}.{body}</c>.</summary>
    public string? TimestampHeader { get; set; }

    /// <summary>How far a signed timestamp may be from now, either way, in seconds.</summary>
    public int ToleranceSeconds { get; set; } = 300;
}
