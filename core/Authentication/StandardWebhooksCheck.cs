using System.Globalization;

namespace OrderRelay.Core.Authentication;

/// <summary>The Standard Webhooks specification, its three headers and its tolerance.</summary>
internal sealed class StandardWebhooksCheck(IEnumerable<string> secrets, SignedTime time, string section) : CredentialCheck
{
    private static readonly AuthenticationResult MissingHeader
        = Missing($"{StandardWebhooksSignature.IdHeader}, {StandardWebhooksSignature.TimestampHeader} or {StandardWebhooksSignature.SignatureHeader}");

    private readonly byte[][] keys = [.. secrets.Select(StandardWebhooksSignature.ReadSecret).OfType<byte[]>()];
    private readonly AuthenticationResult wrong = Wrong(StandardWebhooksSignature.SignatureHeader, $"{section}:Secrets");
    private readonly AuthenticationResult stale = Stale(StandardWebhooksSignature.TimestampHeader, time.ToleranceSeconds);

    public override bool HasCredential => keys.Length > 0;

    public override AuthenticationResult Check(IWebhookHeaders headers, ReadOnlySpan<byte> body)
    {
        var id = headers[StandardWebhooksSignature.IdHeader];
        var timestamp = headers[StandardWebhooksSignature.TimestampHeader];
        var signatures = headers[StandardWebhooksSignature.SignatureHeader];
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
        {
            return MissingHeader;
        }

        // The signature first: only who knows the secret is told about clocks.
        var signed = false;
        foreach (var key in keys)
        {
            signed |= StandardWebhooksSignature.Verify(key, id, timestamp, body, signatures);
        }

        return !signed ? wrong
            : time.IsFresh(Seconds(timestamp)) ? AuthenticationResult.Accepted
            : stale;
    }

    private static DateTimeOffset? Seconds(string timestamp)
        => long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
