namespace OrderRelay.Core.Authentication;

/// <summary>What became of a request's credential.</summary>
/// <param name="Status">One of a closed set.</param>
/// <param name="Text">What is wrong and what to do about it; names headers and settings, never shows a credential.</param>
public sealed record AuthenticationResult(AuthenticationStatus Status, string Text)
{
    public static AuthenticationResult Accepted { get; } = new(AuthenticationStatus.Accepted, "accepted");

    public bool IsAccepted => Status is AuthenticationStatus.Accepted;
}

/// <summary>The ways in which authentication ends.</summary>
public enum AuthenticationStatus
{
    /// <summary>Refused: the provider has no credential to compare with. A route is never open by default.</summary>
    NoCredentialConfigured,

    /// <summary>Refused: a header that the mode needs is absent, or occurs more than once.</summary>
    MissingCredential,

    /// <summary>Refused: the credential is none of those configured.</summary>
    WrongCredential,

    /// <summary>Refused: rightly signed, and too long ago or too far ahead.</summary>
    StaleTimestamp,

    Accepted,
}
