using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Authentication;

/// <summary>Checks a provider's authentication settings at start. Errors name the setting and the fix, never a value that may be secret.</summary>
public static class ProviderAuthValidation
{
    private const int LongestTolerance = 86_400;

    /// <summary>Every error at once; none when the settings can be used. That no credential is configured is no error: the
    /// provider's route then refuses everything.</summary>
    public static IReadOnlyList<string> Validate(this ProviderAuthOptions options, string provider, AuthenticationDefaults defaults)
    {
        List<string> errors = [];
        var section = $"Providers:{provider}:Auth";
        if (ModeOf(options, defaults) is not { } mode)
        {
            return [$"{section}:Mode names no mode: set it to {AuthenticationModes.All}"];
        }

        CheckHeader(options.Header, $"{section}:Header", errors);
        CheckHeader(options.TimestampHeader, $"{section}:TimestampHeader", errors);
        if (options.Encoding.Trim().ToLowerInvariant() is not ("hex" or "base64"))
        {
            errors.Add($"{section}:Encoding names no encoding: set it to hex or base64");
        }

        if (options.ToleranceSeconds is < 1 or > LongestTolerance)
        {
            errors.Add($"{section}:ToleranceSeconds is out of range: set it to between 1 and {LongestTolerance}, or leave it out for 300");
        }

        CheckCredentials(options, mode, section, errors);
        return errors;
    }

    /// <summary>The mode that counts: the configured one, or else the provider's; null when the word names none.</summary>
    internal static AuthenticationMode? ModeOf(ProviderAuthOptions options, AuthenticationDefaults defaults)
        => string.IsNullOrWhiteSpace(options.Mode) ? defaults.Mode : AuthenticationModes.Find(options.Mode);

    private static void CheckHeader(string? header, string setting, List<string> errors)
    {
        if (!string.IsNullOrEmpty(header) && header.AsSpan().IndexOfAnyExcept(HeaderNames.Characters) >= 0)
        {
            errors.Add($"{setting} is no header name: use letters, digits and dashes only");
        }
    }

    private static void CheckCredentials(ProviderAuthOptions options, AuthenticationMode mode, string section, List<string> errors)
    {
        CheckUnused(Filled(options.Tokens), mode is AuthenticationMode.TokenHeader, $"{section}:Tokens", "token-header", errors);
        CheckUnused(Filled(options.Secrets), mode is AuthenticationMode.HmacSha256 or AuthenticationMode.StandardWebhooks, $"{section}:Secrets", "hmac-sha256 or standard-webhooks", errors);
        CheckUnused(options.Users.Count(static user => !string.IsNullOrEmpty(user.Name + user.Password)), mode is AuthenticationMode.Basic, $"{section}:Users", "basic", errors);
        for (var i = 0; i < options.Secrets.Count; i++)
        {
            CheckSecret(options.Secrets[i], mode, $"{section}:Secrets:{i}", errors);
        }

        for (var i = 0; i < options.Users.Count; i++)
        {
            CheckUser(options.Users[i], $"{section}:Users:{i}", errors);
        }
    }

    // A credential that the mode does not read is a mistake that would otherwise show as refused webhooks.
    private static void CheckUnused(int count, bool used, string setting, string modes, List<string> errors)
    {
        if (count > 0 && !used)
        {
            errors.Add($"{setting} is set, and only Mode {modes} reads it: change Mode or remove the setting");
        }
    }

    // A deployment may pass on a setting that nobody has filled in.
    private static int Filled(IList<string> credentials) => credentials.Count(static credential => !string.IsNullOrWhiteSpace(credential));

    private static void CheckSecret(string secret, AuthenticationMode mode, string setting, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return;
        }

        if (mode is AuthenticationMode.StandardWebhooks && StandardWebhooksSignature.ReadSecret(secret) is null)
        {
            errors.Add($"{setting} is no Standard Webhooks secret: it is whsec_ followed by base64");
        }
        else if (mode is AuthenticationMode.HmacSha256 && SecretText.Read(secret) is null)
        {
            errors.Add($"{setting} cannot be decoded: write the secret as it is, or as hex: or base64: followed by its bytes");
        }
    }

    private static void CheckUser(BasicUser user, string setting, List<string> errors)
    {
        if (string.IsNullOrEmpty(user.Name) != string.IsNullOrEmpty(user.Password))
        {
            errors.Add($"{setting} is half a user: set both Name and Password");
        }
        else if (user.Name?.Contains(':', StringComparison.Ordinal) is true)
        {
            errors.Add($"{setting}:Name holds a colon, which HTTP Basic cannot send: choose another name");
        }
    }
}
