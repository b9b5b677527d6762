using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>Counts letters that failed alike, as they are read.</summary>
internal sealed class LetterGroups
{
    private const int MaxGroups = 1000;

    private readonly Dictionary<(DeadLetterReason Reason, string Fingerprint), DeadLetterGroup> groups = [];

    public void Add(DeadLetter letter)
    {
        var key = (letter.Reason, letter.Fingerprint);
        groups[key] = groups.TryGetValue(key, out var group)
            ? group with
            {
                Count = group.Count + 1,
                FirstDeadAt = letter.DeadAt < group.FirstDeadAt ? letter.DeadAt : group.FirstDeadAt,
                LastDeadAt = letter.DeadAt > group.LastDeadAt ? letter.DeadAt : group.LastDeadAt,
                Sample = letter.DeadAt > group.LastDeadAt ? letter : group.Sample,
            }
            : new(letter.Reason, letter.Fingerprint, 1, letter.DeadAt, letter.DeadAt, letter);
    }

    public IReadOnlyList<DeadLetterGroup> Largest()
        => [.. groups.Values.OrderByDescending(static group => group.Count).ThenByDescending(static group => group.LastDeadAt).Take(MaxGroups)];
}
