namespace OrderRelay.Core.Authentication;

/// <summary>The words by which configuration names the modes.</summary>
public static class AuthenticationModes
{
    public const string All = "token-header, hmac-sha256, standard-webhooks or basic";

    /// <summary>The mode of a word; null for a word that names none.</summary>
    public static AuthenticationMode? Find(string word) => word.Trim().ToLowerInvariant() switch
    {
        "token-header" => AuthenticationMode.TokenHeader,
        "hmac-sha256" => AuthenticationMode.HmacSha256,
        "standard-webhooks" => AuthenticationMode.StandardWebhooks,
        "basic" => AuthenticationMode.Basic,
        _ => null,
    };
}
