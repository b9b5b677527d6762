using System.Net;
using System.Net.Mail;
using OrderRelay.Core.Authentication;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>Checks one channel's settings at start. Errors name the setting and the fix, never a value that may be secret.</summary>
internal static class ChannelSettings
{
    private const int LongestTimeout = 120;
    private const int LastPort = 65_535;

    private static readonly string[] OfWebhook = ["Kind", "Url", "Secrets", "AllowInsecure", "AllowPrivate", "TimeoutSeconds"];
    private static readonly string[] OfChat = ["Kind", "Url", "AllowInsecure", "AllowPrivate", "TimeoutSeconds"];
    private static readonly string[] OfEmail = ["Kind", "Host", "Port", "StartTls", "User", "Password", "From", "To", "AllowInsecure", "TimeoutSeconds"];

    public static ChannelKind? KindOf(ChannelOptions options) => options.Kind?.Trim().ToLowerInvariant() switch
    {
        "webhook" => ChannelKind.Webhook,
        "email" => ChannelKind.Email,
        "slack" => ChannelKind.Slack,
        "teams" => ChannelKind.Teams,
        _ => null,
    };

    /// <summary>Every error at once; none when the channel can be used.</summary>
    /// <param name="options">As bound.</param>
    /// <param name="section">The section's path, such as <c>Notifications:Channels:shop</c>.</param>
    /// <param name="present">The names of the settings that the section holds.</param>
    public static IReadOnlyList<string> Validate(ChannelOptions options, string section, IEnumerable<string> present)
    {
        List<string> errors = [];
        if (KindOf(options) is not { } kind)
        {
            return [$"{section}:Kind names no kind of channel: set it to webhook, email, slack or teams"];
        }

        CheckUnread(kind, section, present, errors);
        if (options.TimeoutSeconds is < 1 or > LongestTimeout)
        {
            errors.Add($"{section}:TimeoutSeconds is out of range: set it to between 1 and {LongestTimeout}, or leave it out for 15");
        }

        if (kind is ChannelKind.Email)
        {
            CheckEmail(options, section, errors);
        }
        else
        {
            CheckUrl(options, section, errors);
        }

        if (kind is ChannelKind.Webhook)
        {
            CheckSecrets(options.Secrets, section, errors);
        }

        return errors;
    }

    // A setting that nothing reads is a mistake that would otherwise show as a message that never came.
    private static void CheckUnread(ChannelKind kind, string section, IEnumerable<string> present, List<string> errors)
    {
        var read = kind switch { ChannelKind.Webhook => OfWebhook, ChannelKind.Email => OfEmail, _ => OfChat };
        foreach (var name in present)
        {
            if (!read.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add($"{section}:{name} is read by no channel of this kind: remove it, or use one of {string.Join(", ", read)}");
            }
        }
    }

    private static void CheckUrl(ChannelOptions options, string section, List<string> errors)
    {
        if (!Uri.TryCreate(options.Url?.Trim(), UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            errors.Add($"{section}:Url is missing or no web address: set it to one that begins with https://");
            return;
        }

        if (url.Scheme == Uri.UriSchemeHttp && !options.AllowInsecure)
        {
            errors.Add($"{section}:Url is not encrypted: use https://, or set {section}:AllowInsecure to true where that is meant");
        }

        if (url.UserInfo.Length > 0)
        {
            errors.Add($"{section}:Url holds a user or a password, which would not be sent: remove what stands before the @");
        }

        if (!options.AllowPrivate && IPAddress.TryParse(url.IdnHost, out var address) && AddressGuard.Refusal(address) is { } refusal)
        {
            errors.Add($"{section}:Url leads to {refusal}: use a public address, or set {section}:AllowPrivate to true where that is meant");
        }
    }

    private static void CheckSecrets(IList<string> secrets, string section, List<string> errors)
    {
        if (secrets.All(string.IsNullOrWhiteSpace))
        {
            errors.Add($"{section}:Secrets holds none: set {section}:Secrets:0 to the secret shared with the receiver, whsec_ followed by base64");
        }

        for (var i = 0; i < secrets.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(secrets[i]) && StandardWebhooksSignature.ReadSecret(secrets[i]) is null)
            {
                errors.Add($"{section}:Secrets:{i} is no Standard Webhooks secret: it is whsec_ followed by base64");
            }
        }
    }

    private static void CheckEmail(ChannelOptions options, string section, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(options.Host) || Uri.CheckHostName(options.Host.Trim()) is UriHostNameType.Unknown)
        {
            errors.Add($"{section}:Host is missing or no host name: set it to the SMTP server's");
        }

        if (options.Port is < 1 or > LastPort)
        {
            errors.Add($"{section}:Port is out of range: set it to between 1 and {LastPort}, or leave it out for 587");
        }

        if (string.IsNullOrEmpty(options.User) != string.IsNullOrEmpty(options.Password))
        {
            errors.Add($"{section} holds half a login: set both User and Password, or neither");
        }

        CheckStartTls(options, section, errors);
        CheckAddresses(options, section, errors);
    }

    private static void CheckStartTls(ChannelOptions options, string section, List<string> errors)
    {
        if (!UsesTls(options) && !options.StartTls.Trim().Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add($"{section}:StartTls is neither required nor none: set it to one of them, or leave it out for required");
        }
        else if (!UsesTls(options) && !string.IsNullOrEmpty(options.Password) && !options.AllowInsecure)
        {
            errors.Add($"{section} would send its password unencrypted: leave out StartTls, or set {section}:AllowInsecure to true where that is meant");
        }
    }

    public static bool UsesTls(ChannelOptions options) => options.StartTls.Trim().Equals("required", StringComparison.OrdinalIgnoreCase);

    private static void CheckAddresses(ChannelOptions options, string section, List<string> errors)
    {
        if (!MailAddress.TryCreate(options.From, out _))
        {
            errors.Add($"{section}:From is missing or no e-mail address: set it to the sender, such as orders@shop.example");
        }

        if (options.To.All(string.IsNullOrWhiteSpace))
        {
            errors.Add($"{section}:To holds nobody: set {section}:To:0 to an e-mail address");
        }

        for (var i = 0; i < options.To.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(options.To[i]) && !MailAddress.TryCreate(options.To[i], out _))
            {
                errors.Add($"{section}:To:{i} is no e-mail address: write it as name@host");
            }
        }
    }
}
