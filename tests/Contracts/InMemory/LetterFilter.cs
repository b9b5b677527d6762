using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts.InMemory;

/// <summary>Filters and groups at their simplest, for stores in memory.</summary>
public static class LetterFilter
{
    public static bool Matches(DeadLetter letter, DeadLetterFilter filter)
        => (filter.Reason is null || letter.Reason == filter.Reason)
            && (filter.Provider is null || letter.Provider == filter.Provider)
            && (filter.Status is null || letter.Status == filter.Status)
            && (filter.Fingerprint is null || letter.Fingerprint == filter.Fingerprint)
            && (filter.OrderId is null || letter.OrderId == filter.OrderId)
            && (filter.ReplayJob is null || letter.ReplayJob == filter.ReplayJob)
            && (filter.Since is null || letter.DeadAt >= filter.Since);

    public static IReadOnlyList<DeadLetterGroup> Group(IReadOnlyCollection<DeadLetter> letters) =>
    [
        .. letters.GroupBy(static letter => (letter.Reason, letter.Fingerprint))
            .Select(static group => new DeadLetterGroup(
                group.Key.Reason, group.Key.Fingerprint, group.LongCount(), group.Min(static letter => letter.DeadAt), group.Max(static letter => letter.DeadAt),
                group.MaxBy(static letter => letter.DeadAt)! with { Body = null, OriginalBody = null }))
            .OrderByDescending(static group => group.Count).ThenByDescending(static group => group.LastDeadAt),
    ];
}
