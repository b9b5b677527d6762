namespace OrderRelay.Core.Authentication;

/// <summary>How a provider proves that a webhook is its own.</summary>
public enum AuthenticationMode
{
    /// <summary>A shared secret in a request header, as it is. <c>token-header</c> in configuration.</summary>
    TokenHeader,

    /// <summary>A hex or base64 HMAC-SHA256 over the body in a header, with an optional timestamp. <c>hmac-sha256</c>.</summary>
    HmacSha256,

    /// <summary>The Standard Webhooks specification: <c>webhook-id</c>, <c>webhook-timestamp</c>, <c>webhook-signature</c>. <c>standard-webhooks</c>.</summary>
    StandardWebhooks,

    /// <summary>HTTP Basic. <c>basic</c>.</summary>
    Basic,
}
