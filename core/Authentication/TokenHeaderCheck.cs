namespace OrderRelay.Core.Authentication;

/// <summary>A shared token in a header. In <c>Authorization</c> it may stand behind <c>Bearer</c>, here and in configuration.</summary>
internal sealed class TokenHeaderCheck(string header, IEnumerable<string> tokens, string section) : CredentialCheck
{
    private const string Scheme = "Bearer";

    private readonly bool mayBeBearer = header.Equals("Authorization", StringComparison.OrdinalIgnoreCase);
    private readonly KnownCredentials known = new(tokens.Select(token => Bare(token.Trim(), header).ToString()));
    private readonly AuthenticationResult missing = Missing(header);
    private readonly AuthenticationResult wrong = Wrong(header, $"{section}:Tokens");

    public override bool HasCredential => known.Any;

    public override AuthenticationResult Check(IWebhookHeaders headers, ReadOnlySpan<byte> body)
    {
        var presented = headers[header];
        return string.IsNullOrEmpty(presented) ? missing
            : known.Contain(mayBeBearer ? WithoutScheme(presented) : presented) ? AuthenticationResult.Accepted
            : wrong;
    }

    private static ReadOnlySpan<char> Bare(string token, string header)
        => header.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? WithoutScheme(token) : token;

    private static ReadOnlySpan<char> WithoutScheme(ReadOnlySpan<char> token)
        => token.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && (token.Length == Scheme.Length || token[Scheme.Length] == ' ')
            ? token[Scheme.Length..].Trim()
            : token;
}
