using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts.InMemory;

/// <summary>The desk's promises at their simplest: a dictionary under a lock.</summary>
public sealed class InMemoryDeadLetterStore : IDeadLetterStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DeadLetter> _letters = [];

    public ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _ = _letters.TryAdd(letter.Id, letter);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<DeadLetter?> GetAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_letters.GetValueOrDefault(id));
        }
    }

    public ValueTask<DeadLetterPage> ListAsync(DeadLetterFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            List<DeadLetter> all = [.. _letters.Values
                .Where(letter => (filter.Reason is null || letter.Reason == filter.Reason)
                    && (filter.Provider is null || letter.Provider == filter.Provider)
                    && (filter.Status is null || letter.Status == filter.Status)
                    && (filter.Since is null || letter.DeadAt >= filter.Since))
                .OrderByDescending(static letter => letter.DeadAt)
                .ThenByDescending(static letter => letter.Id, StringComparer.Ordinal)
                .Select(static letter => letter with { Body = null })];
            var (page, next) = InMemoryCursor.Page(all, cursor, limit);
            return ValueTask.FromResult(new DeadLetterPage(page, next));
        }
    }

    public ValueTask<bool> MarkAsync(string id, DeadLetterStatus expected, DeadLetter updated, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_letters.TryGetValue(id, out var letter) || letter.Status != expected)
            {
                return ValueTask.FromResult(false);
            }

            _letters[id] = updated with { Body = letter.Body };
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyDictionary<DeadLetterStatus, long>>(_letters.Values
                .GroupBy(static letter => letter.Status)
                .ToDictionary(static group => group.Key, static group => group.LongCount()));
        }
    }

    public ValueTask EraseAsync(string provider, string orderId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var letter in _letters.Values.Where(letter => letter.Provider == provider && letter.OrderId == orderId).ToList())
            {
                _letters[letter.Id] = letter with { Body = null, ErasedAt = letter.ErasedAt ?? at };
            }
        }

        return ValueTask.CompletedTask;
    }
}
