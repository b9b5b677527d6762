using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Pipeline;

/// <summary>What a replay of many letters would do.</summary>
public sealed class ReplayForecast
{
    private readonly Dictionary<Verdict, long> projected = [];
    private readonly Dictionary<DeadLetterReason, long> failing = [];
    private readonly List<LetterOutlook> examples = [];

    public long Letters { get; private set; }

    /// <summary>There are more letters than were looked at.</summary>
    public bool IsPartial { get; internal set; }

    /// <summary>Letters that would reach their order, by what they would be there.</summary>
    public IReadOnlyDictionary<Verdict, long> Projected => projected;

    /// <summary>Letters that would come back, by why.</summary>
    public IReadOnlyDictionary<DeadLetterReason, long> Failing => failing;

    public IReadOnlyList<LetterOutlook> Examples => examples;

    internal void Add(LetterOutlook outlook, int maxExamples)
    {
        Letters++;
        if (outlook.Verdict is { } verdict)
        {
            projected[verdict] = projected.GetValueOrDefault(verdict) + 1;
        }
        else if (outlook.Failure is { } reason)
        {
            failing[reason] = failing.GetValueOrDefault(reason) + 1;
        }

        if (examples.Count < maxExamples)
        {
            examples.Add(outlook);
        }
    }
}

/// <summary>What one letter would become: an event of an order, or a letter again.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Reason">Why it lies there now.</param>
public sealed record LetterOutlook(string Id, DeadLetterReason Reason)
{
    public OrderKey? Order { get; init; }

    /// <summary>Null when it would fail.</summary>
    public Verdict? Verdict { get; init; }

    public Headline? HeadlineBefore { get; init; }

    public Headline? HeadlineAfter { get; init; }

    /// <summary>Null when it would not fail.</summary>
    public DeadLetterReason? Failure { get; init; }

    public string? Text { get; init; }

    internal static LetterOutlook Failing(DeadLetter letter, DeadLetterReason failure, string text)
        => new(letter.Id, letter.Reason) { Failure = failure, Text = text };
}
