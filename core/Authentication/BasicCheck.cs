using System.Buffers;

namespace OrderRelay.Core.Authentication;

/// <summary>HTTP Basic (RFC 7617): <c>Basic base64(name:password)</c>, in UTF-8.</summary>
internal sealed class BasicCheck(string header, IEnumerable<BasicUser> users, string section) : CredentialCheck
{
    private const string Scheme = "Basic ";

    private readonly KnownCredentials known = new(users
        .Where(static user => !string.IsNullOrEmpty(user.Name) && !string.IsNullOrEmpty(user.Password))
        .Select(static user => $"{user.Name}:{user.Password}"));

    private readonly AuthenticationResult missing = Missing(header);
    private readonly AuthenticationResult wrong = Wrong(header, $"{section}:Users");

    public override bool HasCredential => known.Any;

    public override AuthenticationResult Check(IWebhookHeaders headers, ReadOnlySpan<byte> body)
    {
        var presented = headers[header];
        return string.IsNullOrEmpty(presented) ? missing
            : presented.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && Knows(presented.AsSpan(Scheme.Length).Trim()) ? AuthenticationResult.Accepted
            : wrong;
    }

    private bool Knows(ReadOnlySpan<char> encoded)
    {
        var decoded = ArrayPool<byte>.Shared.Rent(encoded.Length);
        var found = Convert.TryFromBase64Chars(encoded, decoded, out var length) && known.Contain(decoded.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(decoded, clearArray: true);
        return found;
    }
}
