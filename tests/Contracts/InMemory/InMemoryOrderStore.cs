using System.Globalization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts.InMemory;

/// <summary>The order store's promises at their simplest: a dictionary under a lock.</summary>
public sealed class InMemoryOrderStore : IOrderStore, IOrderQueries, IOrderExpiry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OrderKey, (StoredOrder Order, List<EventRow> Rows)> _orders = [];
    private long _version;

    public ValueTask<IReadOnlyList<StoredOrder?>> LoadAsync(IReadOnlyList<OrderKey> keys, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<StoredOrder?>>(
                [.. keys.Select(key => _orders.TryGetValue(key, out var found) ? found.Order : null)]);
        }
    }

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(OrderKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<EventRow>>(_orders.TryGetValue(key, out var found) ? [.. found.Rows] : []);
        }
    }

    public ValueTask<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<CommitResult>>([.. changes.Select(Commit)]);
        }
    }

    public ValueTask<OrderPage> ListAsync(OrderFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var (page, next) = InMemoryCursor.Page(
                NewestFirst(order => Matches(order.State, filter)), cursor, limit);
            return ValueTask.FromResult(new OrderPage(page, next));
        }
    }

    public ValueTask<IReadOnlyList<OrderKey>> FindByReferenceAsync(string provider, string reference, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<OrderKey>>([.. NewestFirst(order =>
                order.State.Key.Provider == provider && References(order.State).Contains(reference)).Take(50).Select(static order => order.State.Key)]);
        }
    }

    public ValueTask<bool> ErasePersonalDataAsync(OrderKey key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(key, out var found))
            {
                return ValueTask.FromResult(false);
            }

            _orders[key] = (
                new(found.Order.State.WithoutPersonalData(), NextVersion(), found.Order.ErasedAt ?? at),
                [.. found.Rows.Select(Stripped)]);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<ReadOnlyMemory<byte>?> ReadRawAsync(
        OrderKey key, EventIdentity identity, ContentHash? content, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_orders.TryGetValue(key, out var found)
                ? found.Rows.FirstOrDefault(row => row.Event.Identity == identity && (content is null || row.Event.Content == content))?.Raw
                : null);
        }
    }

    public ValueTask<IReadOnlyDictionary<Headline, long>> CountByHeadlineAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyDictionary<Headline, long>>(_orders.Values
                .GroupBy(static found => found.Order.State.Headline)
                .ToDictionary(static group => group.Key, static group => group.LongCount()));
        }
    }

    public ValueTask<ExpiryPage> ExpireBodiesAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var due = _orders.SelectMany(static order => order.Value.Rows.Select(row => (order.Key, Row: row)))
                .Where(held => held.Row.Raw is not null && held.Row.Arrival.ProjectedAt < before).Take(limit).ToList();
            foreach (var (key, row) in due)
            {
                var rows = _orders[key].Rows;
                rows[rows.IndexOf(row)] = row with { Raw = null };
            }

            return ValueTask.FromResult(new ExpiryPage(due.Count, due.Count == limit ? "more" : null));
        }
    }

    public ValueTask<AgedOrders> FindAgedAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // A place between keys, not a count of them: what is erased on the way is aged no more.
            List<OrderKey> aged = [.. _orders.Where(order => order.Value.Order.ErasedAt is null && order.Value.Order.State.LastEventAt < before
                    && order.Value.Rows.All(row => row.Arrival.LastReceivedAt < before) && string.CompareOrdinal(order.Key.ToString(), cursor) > 0)
                .Select(static order => order.Key).OrderBy(static key => key.ToString(), StringComparer.Ordinal).Take(limit)];
            return ValueTask.FromResult(new AgedOrders(aged, aged.Count == limit ? aged[^1].ToString() : null));
        }
    }

    private static bool Matches(OrderState state, OrderFilter filter)
        => (filter.Provider is null || state.Key.Provider == filter.Provider)
            && (filter.Store is null || state.Facts.Store?.Id == filter.Store || state.Facts.Store?.ExternalId == filter.Store)
            && (filter.Status is null || state.Headline == filter.Status)
            && (filter.Since is null || state.FirstEventAt >= filter.Since)
            && (filter.Text is not { } text
                || References(state).Append(state.Key.OrderId).Any(value => value.Contains(text, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> References(OrderState state)
        => state.Facts.References?.Lookups().Select(static lookup => lookup.Value) ?? [];

    private static EventRow Stripped(EventRow row) => row with { Event = row.Event.WithoutPersonalData(), Raw = null };

    private List<StoredOrder> NewestFirst(Func<StoredOrder, bool> condition) => [.. _orders.Values.Select(static found => found.Order)
        .Where(condition)
        .OrderByDescending(static order => order.State.FirstEventAt)
        .ThenBy(static order => order.State.Key.Provider, StringComparer.Ordinal)
        .ThenBy(static order => order.State.Key.OrderId, StringComparer.Ordinal)];

    private CommitResult Commit(OrderChange change)
    {
        var exists = _orders.TryGetValue(change.State.Key, out var found);
        if ((exists ? found.Order.Version : null) != change.ExpectedVersion)
        {
            return CommitResult.VersionConflict;
        }

        var rows = exists ? found.Rows : [];
        if (change.Insert.Any(row => rows.Any(held => held.Event.Identity == row.Event.Identity
            && (!row.IsFurtherContent || held.Event.Content == row.Event.Content))))
        {
            return CommitResult.EventExists;
        }

        var erasedAt = (exists ? found.Order.ErasedAt : null) ?? change.ErasedAt;
        List<EventRow> all = [.. rows.Select(row => Replaced(Touched(row, change.Touch), change.Replace)), .. change.Insert.Select(Copied)];
        _orders[change.State.Key] = erasedAt is null
            ? (new(change.State, NextVersion(), null), all)
            : (new(change.State.WithoutPersonalData(), NextVersion(), erasedAt), [.. all.Select(Stripped)]);
        return CommitResult.Committed;
    }

    private static EventRow Touched(EventRow row, IReadOnlyList<EventRow> touches)
        => touches.FirstOrDefault(touch => touch.Event.Identity == row.Event.Identity && touch.Event.Content == row.Event.Content) is { } touch
            ? row with { Arrival = touch.Arrival }
            : row;

    private static EventRow Replaced(EventRow row, IReadOnlyList<EventRow> replacements)
        => replacements.FirstOrDefault(other => other.Event.Identity == row.Event.Identity && other.Event.Content == row.Event.Content) is { } other
            ? row with { Event = other.Event }
            : row;

    private static EventRow Copied(EventRow row) => row with { Raw = row.Raw?.ToArray() };

    private string NextVersion() => (++_version).ToString(CultureInfo.InvariantCulture);
}
