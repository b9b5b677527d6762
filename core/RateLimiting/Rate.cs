namespace OrderRelay.Core.RateLimiting;

/// <summary>How much may come, and how much of it at once.</summary>
/// <param name="PerSecond">On average; a fraction is fine.</param>
/// <param name="Burst">At once after a pause, from 1.</param>
public readonly record struct Rate(double PerSecond, int Burst)
{
    /// <summary>What a limit without a burst of its own allows at once: ten seconds' worth.</summary>
    public static int BurstOf(double perSecond) => (int)Math.Ceiling(perSecond * 10);
}
