using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>A desk in memory, open to a test's interference.</summary>
internal sealed class MemoryDesk : IDeadLetterStore
{
    private readonly SortedDictionary<string, DeadLetter> letters = new(StringComparer.Ordinal);

    /// <summary>May throw, or change letters, before each call.</summary>
    public Action<string> Before { get; set; } = static _ => { };

    public IReadOnlyCollection<DeadLetter> Letters => letters.Values;

    public DeadLetter this[string id]
    {
        get => letters[id];
        set => letters[id] = value;
    }

    public ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        Before("add");
        _ = letters.TryAdd(letter.Id, letter);
        return ValueTask.CompletedTask;
    }

    public ValueTask<DeadLetter?> GetAsync(string id, CancellationToken cancellationToken)
    {
        Before("get");
        return ValueTask.FromResult(letters.GetValueOrDefault(id));
    }

    public ValueTask<DeadLetterPage> ListAsync(DeadLetterFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        if (cursor is "nonsense")
        {
            throw new InvalidCursorException();
        }

        var found = letters.Values.Where(letter => LetterFilter.Matches(letter, filter)
            && (cursor is null || string.CompareOrdinal(letter.Id, cursor) < 0));
        DeadLetter[] page = [.. found.Reverse().Take(limit + 1).Select(static letter => letter with { Body = null })];
        return ValueTask.FromResult(new DeadLetterPage(page.Length > limit ? page[..limit] : page, page.Length > limit ? page[limit - 1].Id : null));
    }

    public ValueTask<bool> MarkAsync(string id, DeadLetterStatus expected, DeadLetter updated, CancellationToken cancellationToken)
    {
        Before("mark");
        if (!letters.TryGetValue(id, out var letter) || letter.Status != expected)
        {
            return ValueTask.FromResult(false);
        }

        letters[id] = updated with { Body = letter.Body, OriginalBody = letter.OriginalBody };
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> EditAsync(string id, DeadLetterStatus expected, DeadLetter edited, CancellationToken cancellationToken)
    {
        Before("edit");
        if (!letters.TryGetValue(id, out var letter) || letter.Status != expected || letter.Body is null)
        {
            return ValueTask.FromResult(false);
        }

        letters[id] = edited with { OriginalBody = letter.OriginalBody ?? letter.Body };
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> AddWithinAsync(DeadLetter letter, QuarantineLimits limits, CancellationToken cancellationToken)
    {
        Before("add");
        return ValueTask.FromResult(letters.Count < limits.MaxCount && letters.TryAdd(letter.Id, letter));
    }

    public ValueTask<IReadOnlyList<DeadLetterGroup>> GroupAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
        => ValueTask.FromResult(LetterFilter.Group([.. letters.Values.Where(letter => LetterFilter.Matches(letter, filter))]));

    public ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(CancellationToken cancellationToken)
        => CountAsync(new(), cancellationToken);

    public ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
        => ValueTask.FromResult<IReadOnlyDictionary<DeadLetterStatus, long>>(
            letters.Values.Where(letter => LetterFilter.Matches(letter, filter)).GroupBy(static letter => letter.Status).ToDictionary(static group => group.Key, static group => group.LongCount()));

    public ValueTask EraseAsync(string provider, string orderId, DateTimeOffset at, CancellationToken cancellationToken)
        => ValueTask.CompletedTask;
}
