namespace OrderRelay.Core.Pipeline;

/// <summary>What to do about a failure: a pure function, so that the whole policy is one table in one test.</summary>
public static class FailurePolicy
{
    /// <summary>Attempts before a passing failure counts as a lasting one.</summary>
    public const int MaxAttempts = 10;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    /// <summary>Decides about one message whose handling failed.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="attempt">How often handling was tried, this time included, from 1.</param>
    /// <param name="jitter">From 0 to 1: how much of the backoff's random half is taken.</param>
    public static Outcome Decide(HandlingFailure failure, int attempt, double jitter) => failure switch
    {
        { IsPassing: false } => new Outcome.DeadLetter(failure.Reason, failure.Text) { ExceptionType = failure.ExceptionType },
        _ when attempt >= MaxAttempts => new Outcome.DeadLetter(
            DeadLetterReason.AttemptsExhausted, $"failed {attempt} times; the last time: {failure.Text}")
        { ExceptionType = failure.ExceptionType },
        _ => new Outcome.Retry(Backoff(attempt, jitter), failure.Text),
    };

    /// <summary>Exponential backoff, of which half is random: 1 s, 2 s, 4 s, … up to 10 minutes.</summary>
    public static TimeSpan Backoff(int attempt, double jitter)
    {
        var full = Math.Min(FirstDelay.TotalSeconds * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30)), LongestDelay.TotalSeconds);
        return TimeSpan.FromSeconds((full / 2) + (full / 2 * Math.Clamp(jitter, 0, 1)));
    }
}

/// <summary>Why handling a message failed.</summary>
/// <param name="Reason">The reason on the desk, should it get there at once.</param>
/// <param name="Text">In words, without values from the body.</param>
/// <param name="IsPassing">Trying again later may help.</param>
public sealed record HandlingFailure(DeadLetterReason Reason, string Text, bool IsPassing)
{
    /// <summary>The type of the exception behind it, where there was one.</summary>
    public string? ExceptionType { get; init; }

    public static HandlingFailure Passing(string text) => new(DeadLetterReason.AttemptsExhausted, text, true);

    public static HandlingFailure Lasting(DeadLetterReason reason, string text) => new(reason, text, false);
}
