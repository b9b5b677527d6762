namespace OrderRelay.Core.Authentication;

/// <summary>One mode of authentication with its credentials.</summary>
internal abstract class CredentialCheck
{
    /// <summary>False when there is nothing to compare with.</summary>
    public abstract bool HasCredential { get; }

    /// <summary>Decides; asked only when there is a credential.</summary>
    public abstract AuthenticationResult Check(IWebhookHeaders headers, ReadOnlySpan<byte> body);

    protected static AuthenticationResult Missing(string headers)
        => new(AuthenticationStatus.MissingCredential, $"the request lacks {headers}, or has it more than once: send it exactly once");

    protected static AuthenticationResult Wrong(string header, string section)
        => new(AuthenticationStatus.WrongCredential, $"the credential in {header} is none of those configured: compare it with {section}");

    protected static AuthenticationResult Stale(string header, int toleranceSeconds)
        => new(AuthenticationStatus.StaleTimestamp, $"the time in {header} is more than {toleranceSeconds} seconds from now: set the clocks right and sign each attempt anew");
}
