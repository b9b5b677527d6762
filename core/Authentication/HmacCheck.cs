using System.Security.Cryptography;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Authentication;

/// <summary>HMAC-SHA256 in a header, over the body or over <c>{timestamp}.{body}</c>.</summary>
internal sealed class HmacCheck(string header, ProviderAuthOptions options, SignedTime time, string section) : CredentialCheck
{
    private readonly byte[][] keys = [.. options.Secrets.Where(static secret => !string.IsNullOrWhiteSpace(secret)).Select(SecretText.Read).OfType<byte[]>()];
    private readonly bool isBase64 = options.Encoding.Trim().Equals("base64", StringComparison.OrdinalIgnoreCase);
    private readonly string prefix = options.Prefix ?? "";
    private readonly string? timestampHeader = string.IsNullOrWhiteSpace(options.TimestampHeader) ? null : options.TimestampHeader;
    private readonly AuthenticationResult missing = Missing(header);
    private readonly AuthenticationResult missingTimestamp = Missing(options.TimestampHeader ?? "");
    private readonly AuthenticationResult wrong = Wrong(header, $"{section}:Secrets, Encoding and Prefix");
    private readonly AuthenticationResult stale = Stale(options.TimestampHeader ?? "", time.ToleranceSeconds);

    public override bool HasCredential => keys.Length > 0;

    public override AuthenticationResult Check(IWebhookHeaders headers, ReadOnlySpan<byte> body)
    {
        var signature = headers[header];
        if (string.IsNullOrEmpty(signature))
        {
            return missing;
        }

        var timestamp = timestampHeader is null ? null : headers[timestampHeader];
        if (timestampHeader is not null && string.IsNullOrEmpty(timestamp))
        {
            return missingTimestamp;
        }

        // The signature first: only who knows the secret is told about clocks.
        return !IsSigned(signature, timestamp, body) ? wrong
            : timestampHeader is null || time.IsFresh(Instants.Read(timestamp)) ? AuthenticationResult.Accepted
            : stale;
    }

    private bool IsSigned(string signature, string? timestamp, ReadOnlySpan<byte> body)
    {
        Span<byte> presented = stackalloc byte[PrefixedHmac.Size];
        if (!signature.StartsWith(prefix, StringComparison.Ordinal) || !TryDecode(signature.AsSpan(prefix.Length).Trim(), presented))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[PrefixedHmac.Size];
        var found = false;
        foreach (var key in keys)
        {
            PrefixedHmac.Compute(key, timestamp is null ? "" : $"{timestamp}.", body, expected);
            found |= CryptographicOperations.FixedTimeEquals(presented, expected);
        }

        return found;
    }

    private bool TryDecode(ReadOnlySpan<char> text, Span<byte> signature)
        => isBase64
            ? Convert.TryFromBase64Chars(text, signature, out var length) && length == signature.Length
            : text.Length == 2 * signature.Length && Convert.FromHexString(text, signature, out _, out _) is System.Buffers.OperationStatus.Done;
}
