namespace OrderRelay.Core.Pipeline;

/// <summary>What a handler decided about one message. A closed set; only a host's settlement knows how to carry it out.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Done: remove the message.</summary>
    public sealed record Completed : Outcome
    {
        public static Completed Instance { get; } = new();
    }

    /// <summary>A passing failure: deliver it again, not before the delay is over.</summary>
    public sealed record Retry(TimeSpan Delay, string Text) : Outcome;

    /// <summary>A lasting failure: on to the desk, at once.</summary>
    public sealed record DeadLetter(DeadLetterReason Reason, string Text) : Outcome
    {
        /// <summary>The type of the exception behind it, where there was one. Its message may quote a body and is left out.</summary>
        public string? ExceptionType { get; init; }
    }
}
