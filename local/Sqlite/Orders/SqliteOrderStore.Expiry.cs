using System.Globalization;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Retention of orders. Bodies are removed by their rows, read beside the writer: a row's body never changes.</summary>
public sealed partial class SqliteOrderStore : IOrderExpiry
{
    /// <summary>No event up to this one has a body: rows are added behind, and a body that is gone does not come back.</summary>
    private long _withoutBody;

    /// <inheritdoc/>
    public async ValueTask<ExpiryPage> ExpireBodiesAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var behind = Math.Max(Behind(cursor), Volatile.Read(ref _withoutBody));
        var (events, more) = Read((behind, before, limit), static (reader, asked) => reader.Expiry.Bodies(asked.behind, asked.before, asked.limit));
        if (events.Count == 0)
        {
            return new(0, null);
        }

        // Committed before it is told, and the mark moved only then.
        _ = await _committer.Commit(new ExpireBodiesWork(events, !more));
        Volatile.Write(ref _withoutBody, events[^1]);
        return new(events.Count, more ? events[^1].ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <inheritdoc/>
    public async ValueTask<AgedOrders> FindAgedAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var behind = Behind(cursor);
        await WriteRowsAsync();
        return Read((behind, before, limit), static (reader, asked) => reader.Expiry.Aged(asked.behind, asked.before, asked.limit));
    }

    private static long Behind(string? cursor) => cursor is null ? 0
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row
        : throw new InvalidCursorException();

    /// <summary>Survives power loss before it is told: what is said to be gone must be.</summary>
    private sealed class ExpireBodiesWork(IReadOnlyList<long> events, bool last) : CommitWork<OrderSession, bool>
    {
        public override void Write(OrderSession session) => session.RemoveBodies(events, last);
    }
}
