using System.Globalization;
using System.Security.Cryptography;

namespace OrderRelay.Core.Authentication;

/// <summary>
/// Signatures of the Standard Webhooks specification, version <c>v1</c>: base64 of HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>.
/// See https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
/// </summary>
public static class StandardWebhooksSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";

    /// <summary>The key of a <c>whsec_…</c> secret (the prefix may be missing); null when it is not base64, or empty.</summary>
    public static byte[]? ReadSecret(string secret)
    {
        var text = secret.Trim();
        var key = SecretText.FromBase64(text.StartsWith(SecretPrefix, StringComparison.Ordinal) ? text[SecretPrefix.Length..] : text);
        return key is { Length: > 0 } ? key : null;
    }

    /// <summary>Signs a body.</summary>
    /// <param name="key">Of <see cref="ReadSecret"/>.</param>
    /// <param name="id">The value of <see cref="IdHeader"/>: the same for every attempt to deliver one message.</param>
    /// <param name="sentAt">The time of this attempt; <see cref="TimestampHeader"/> carries it in whole Unix seconds.</param>
    /// <param name="body">The request body, byte for byte.</param>
    /// <returns>The value of <see cref="SignatureHeader"/>. Of several keys, join the signatures with a space.</returns>
    public static string Sign(ReadOnlySpan<byte> key, string id, DateTimeOffset sentAt, ReadOnlySpan<byte> body)
    {
        Span<byte> signature = stackalloc byte[PrefixedHmac.Size];
        PrefixedHmac.Compute(key, Prefix(id, sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), body, signature);
        return Version + Convert.ToBase64String(signature);
    }

    /// <summary>True when one of the signatures in the header is this key's. Says nothing about how old the timestamp is.</summary>
    /// <param name="key">Of <see cref="ReadSecret"/>.</param>
    /// <param name="id">The value of <see cref="IdHeader"/>.</param>
    /// <param name="timestamp">The value of <see cref="TimestampHeader"/>, as sent.</param>
    /// <param name="body">The request body, byte for byte.</param>
    /// <param name="signatures">The value of <see cref="SignatureHeader"/>: one or more, with spaces between.</param>
    public static bool Verify(ReadOnlySpan<byte> key, string id, string timestamp, ReadOnlySpan<byte> body, string signatures)
    {
        Span<byte> expected = stackalloc byte[PrefixedHmac.Size];
        Span<byte> presented = stackalloc byte[PrefixedHmac.Size];
        PrefixedHmac.Compute(key, Prefix(id, timestamp), body, expected);
        var matches = false;
        foreach (var range in signatures.AsSpan().Split(' '))
        {
            var signature = signatures.AsSpan(range);
            matches |= signature.StartsWith(Version, StringComparison.Ordinal)
                && Convert.TryFromBase64Chars(signature[Version.Length..], presented, out var length)
                && length == PrefixedHmac.Size
                && CryptographicOperations.FixedTimeEquals(presented, expected);
        }

        return matches;
    }

    private static string Prefix(string id, string timestamp) => $"{id}.{timestamp}.";
}
