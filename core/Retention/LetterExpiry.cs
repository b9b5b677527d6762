using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Retention;

/// <summary>What becomes of an aged letter.</summary>
public static class LetterExpiry
{
    /// <summary>True for a letter that was decided on, and for one that was never acknowledged to its sender. Any other stands for an
    /// event that was accepted and never applied: that it existed, and why it failed, is kept.</summary>
    public static bool EndsWhole(DeadLetter letter)
        => letter.Status is DeadLetterStatus.Resolved or DeadLetterStatus.Discarded
            || letter.Reason is DeadLetterReason.Unauthenticated or DeadLetterReason.NotJson;
}
