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

    /// <summary>Replaces a letter and its body, unless its status is no longer what <paramref name="expected"/> says. The body
    /// that it came with is kept as <see cref="DeadLetter.OriginalBody"/>, however often this is done.</summary>
    /// <returns>False when the letter is gone, has another status, or was erased.</returns>
    ValueTask<bool> EditAsync(string id, DeadLetterStatus expected, DeadLetter edited, CancellationToken cancellationToken);

    /// <summary>Stores a letter durably as long as the open ones of its reason stay within limits, the aged ones removed first.</summary>
    /// <returns>False when there is no room for it; one with the same id is left as it is and counts as stored.</returns>
    ValueTask<bool> AddWithinAsync(DeadLetter letter, QuarantineLimits limits, CancellationToken cancellationToken);

    /// <summary>Number of letters by status.</summary>
    ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Number of the letters that a filter leaves, by status.</summary>
    ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken);

    /// <summary>The letters that a filter leaves, grouped by reason and fingerprint, the largest group first; at most 1,000.</summary>
    ValueTask<IReadOnlyList<DeadLetterGroup>> GroupAsync(DeadLetterFilter filter, CancellationToken cancellationToken);

    /// <summary>Removes bodies of letters about one order, original ones too, on its erasure. States, reasons and times stay.</summary>
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

    public string? Fingerprint { get; init; }

    public string? OrderId { get; init; }

    /// <summary>Last replayed by this job.</summary>
    public string? ReplayJob { get; init; }

    /// <summary>Dead-lettered at or after.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>Letters that failed alike.</summary>
/// <param name="Reason">Of each of them.</param>
/// <param name="Fingerprint">Of each of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="FirstDeadAt">When the oldest was dead-lettered.</param>
/// <param name="LastDeadAt">When the newest was.</param>
/// <param name="Sample">One of them, without its body.</param>
public sealed record DeadLetterGroup(
    DeadLetterReason Reason, string Fingerprint, long Count, DateTimeOffset FirstDeadAt, DateTimeOffset LastDeadAt, DeadLetter Sample);

/// <summary>How much of one reason the desk may hold.</summary>
/// <param name="MaxCount">Open letters.</param>
/// <param name="MaxBytes">Of their bodies together.</param>
/// <param name="OlderThan">Open letters dead-lettered before this are removed.</param>
public sealed record QuarantineLimits(int MaxCount, long MaxBytes, DateTimeOffset OlderThan);
