using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Ports;

/// <summary>The desk's store: whatever failed, kept with its bytes until a person or a replay resolves it.</summary>
public interface IDeadLetterStore
{
    /// <summary>Stores a letter durably. One with the same id is left as it is.</summary>
    ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken);

    ValueTask<DeadLetter?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Lists letters, the newest first, without their bodies.</summary>
    /// <exception cref="InvalidCursorException">The cursor is none that this store gave.</exception>
    ValueTask<DeadLetterPage> ListAsync(DeadLetterFilter filter, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>Replaces a letter's status, unless it is no longer what <paramref name="expected"/> says.</summary>
    /// <returns>False when the letter is gone or has another status.</returns>
    ValueTask<bool> MarkAsync(string id, DeadLetterStatus expected, DeadLetter updated, CancellationToken cancellationToken);

    /// <summary>Number of letters by status.</summary>
    ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Removes bodies of letters about one order, on its erasure. States, reasons and times stay.</summary>
    ValueTask EraseAsync(string provider, string orderId, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <param name="Letters">The page, bodies left out.</param>
/// <param name="Cursor">Asks for the next page; null on the last.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Letters, string? Cursor);

/// <summary>All conditions must hold; null asks nothing.</summary>
public sealed record DeadLetterFilter
{
    public DeadLetterReason? Reason { get; init; }

    public string? Provider { get; init; }

    public DeadLetterStatus? Status { get; init; }

    /// <summary>Dead-lettered at or after.</summary>
    public DateTimeOffset? Since { get; init; }
}
