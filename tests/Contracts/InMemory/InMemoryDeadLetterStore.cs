using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Retention;

namespace OrderRelay.Contracts.InMemory;

/// <summary>The desk's promises at their simplest: a dictionary under a lock.</summary>
public sealed class InMemoryDeadLetterStore : IDeadLetterStore, IDeadLetterExpiry
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
                .Where(letter => LetterFilter.Matches(letter, filter))
                .OrderByDescending(static letter => letter.DeadAt)
                .ThenByDescending(static letter => letter.Id, StringComparer.Ordinal)
                .Select(static letter => letter with { Body = null, OriginalBody = null })];
            if (cursor is not null && (cursor.Length <= 19 || cursor[19] != '|'))
            {
                throw new InvalidCursorException();
            }

            all = [.. all.SkipWhile(letter => cursor is not null && !IsBehind(letter, cursor))];
            return ValueTask.FromResult(new DeadLetterPage(
                [.. all.Take(limit)], all.Count > limit ? $"{all[limit - 1].DeadAt.UtcTicks:D19}|{all[limit - 1].Id}" : null));
        }
    }

    /// <summary>A place between letters, not a count of them: letters leave a filter while it is paged through.</summary>
    private static bool IsBehind(DeadLetter letter, string cursor)
        => string.CompareOrdinal($"{letter.DeadAt.UtcTicks:D19}|{letter.Id}", cursor) < 0;

    public ValueTask<bool> MarkAsync(string id, DeadLetterStatus expected, DeadLetter updated, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_letters.TryGetValue(id, out var letter) || letter.Status != expected)
            {
                return ValueTask.FromResult(false);
            }

            _letters[id] = updated with { Body = letter.Body, OriginalBody = letter.OriginalBody };
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<bool> EditAsync(string id, DeadLetterStatus expected, DeadLetter edited, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_letters.TryGetValue(id, out var letter) || letter.Status != expected || letter.Body is null)
            {
                return ValueTask.FromResult(false);
            }

            _letters[id] = edited with { OriginalBody = letter.OriginalBody ?? letter.Body };
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<bool> AddWithinAsync(DeadLetter letter, QuarantineLimits limits, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var held = _letters.Values.Where(other => other.Reason == letter.Reason && other.Status is DeadLetterStatus.Open).ToList();
            foreach (var aged in held.Where(other => other.DeadAt < limits.OlderThan))
            {
                _ = _letters.Remove(aged.Id);
            }

            held.RemoveAll(other => other.DeadAt < limits.OlderThan);
            if (held.Count >= limits.MaxCount || held.Sum(static other => (long)other.BodyBytes) + letter.BodyBytes > limits.MaxBytes)
            {
                return ValueTask.FromResult(_letters.ContainsKey(letter.Id));
            }

            _ = _letters.TryAdd(letter.Id, letter);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(CancellationToken cancellationToken)
        => CountAsync(new(), cancellationToken);

    public ValueTask<IReadOnlyList<DeadLetterGroup>> GroupAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(LetterFilter.Group([.. _letters.Values.Where(letter => LetterFilter.Matches(letter, filter))]));
        }
    }

    public ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyDictionary<DeadLetterStatus, long>>(_letters.Values
                .Where(letter => LetterFilter.Matches(letter, filter))
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
                _letters[letter.Id] = letter with { Body = null, OriginalBody = null, ErasedAt = letter.ErasedAt ?? at };
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ExpiryPage> ExpireAsync(DateTimeOffset before, DateTimeOffset at, string? cursor, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var due = _letters.Values.Where(letter => letter.DeadAt < before && (letter.Body is not null || LetterExpiry.EndsWhole(letter))).Take(limit).ToList();
            foreach (var letter in due)
            {
                if (LetterExpiry.EndsWhole(letter))
                {
                    _ = _letters.Remove(letter.Id);
                }
                else
                {
                    _letters[letter.Id] = letter with { Body = null, OriginalBody = null, ErasedAt = letter.ErasedAt ?? at };
                }
            }

            return ValueTask.FromResult(new ExpiryPage(due.Count, due.Count == limit ? "more" : null));
        }
    }
}
