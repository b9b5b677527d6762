using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Ports;

/// <summary>What operators did. Entries are added and never changed.</summary>
public interface IAuditLog
{
    /// <summary>Stores an entry durably. One with the same id is left as it is.</summary>
    ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Lists entries, the newest first.</summary>
    /// <param name="action">Only this action; null for all.</param>
    /// <param name="cursor">From the last page; null for the first.</param>
    /// <param name="limit">At most so many, from 1.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="InvalidCursorException">The cursor is none that this log gave.</exception>
    ValueTask<AuditPage> ListAsync(AuditAction? action, string? cursor, int limit, CancellationToken cancellationToken);
}

/// <param name="Entries">The page.</param>
/// <param name="Cursor">Asks for the next page; null on the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Cursor);
