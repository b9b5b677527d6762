namespace OrderRelay.Core.Authentication;

/// <summary>The tolerance of signed timestamps, and the clock it is held against.</summary>
internal sealed class SignedTime(TimeProvider clock, int toleranceSeconds)
{
    private readonly TimeSpan tolerance = TimeSpan.FromSeconds(toleranceSeconds);

    public int ToleranceSeconds => toleranceSeconds;

    /// <summary>True for a time that is neither too old nor too far ahead; false for none.</summary>
    public bool IsFresh(DateTimeOffset? signedAt)
        => signedAt is { } at && (clock.GetUtcNow() - at).Duration() <= tolerance;
}
