namespace OrderRelay.Local.Simulation;

/// <summary>
/// How a provider sends again what was not acknowledged. Its pages say what counts as received, a 2xx and nothing else, and
/// how a further attempt is marked; how many there are and how far apart they do not say, so those figures are assumed.
/// </summary>
/// <param name="CountsAttempts">Each attempt says which one it is, where the body has a place for that; else the same bytes are sent.</param>
/// <param name="Delays">From an attempt's failure to the next one; after the last the provider gives up.</param>
internal sealed record RetryRule(bool CountsAttempts, IReadOnlyList<TimeSpan> Delays)
{
    public static RetryRule Captain { get; } = new(true, [Seconds(30), Seconds(60), Seconds(120), Seconds(240)]);

    public static RetryRule Abbiamo { get; } = new(false, [Seconds(60), Seconds(60), Seconds(300)]);

    public static RetryRule None { get; } = new(false, []);

    /// <summary>The rule of a provider's name, or of <c>none</c>; null for any other word.</summary>
    public static RetryRule? Find(string name) => name switch
    {
        "captain" => Captain,
        "abbiamo" => Abbiamo,
        "none" => None,
        _ => null,
    };

    /// <summary>How long after the failure of an attempt, counted from 1, the next one is made; null when there is none.</summary>
    public TimeSpan? DelayAfter(int attempt) => attempt <= Delays.Count ? Delays[attempt - 1] : null;

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
