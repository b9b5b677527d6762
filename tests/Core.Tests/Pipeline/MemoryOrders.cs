using System.Globalization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>Orders in memory, in their stored form, with every call counted and open to a test's interference.</summary>
internal sealed class MemoryOrders : IOrderStore, ISilentOrders
{
    private readonly Dictionary<OrderKey, (byte[] State, int Version, DateTimeOffset? ErasedAt)> orders = [];
    private readonly Dictionary<OrderKey, List<EventRow>> rows = [];

    public int Loads { get; private set; }

    public int Reads { get; private set; }

    public int Commits { get; private set; }

    /// <summary>May throw before anything is loaded.</summary>
    public Action BeforeLoad { get; set; } = static () => { };

    /// <summary>May throw before a change is stored, or decide what becomes of it; null stores it.</summary>
    public Func<OrderChange, CommitResult?> BeforeStore { get; set; } = static _ => null;

    /// <summary>May throw once everything is stored.</summary>
    public Action AfterCommit { get; set; } = static () => { };

    public IReadOnlyCollection<OrderKey> Keys => orders.Keys;

    public StoredOrder? Find(OrderKey key) => orders.TryGetValue(key, out var order)
        ? new(OrderJson.ReadState(order.State), order.Version.ToString(CultureInfo.InvariantCulture), order.ErasedAt)
        : null;

    public byte[] StateBytes(OrderKey key) => orders[key].State;

    public List<EventRow> Rows(OrderKey key) => rows.GetValueOrDefault(key) ?? [];

    public void Erase(OrderKey key, DateTimeOffset at)
    {
        var order = Find(key)!;
        orders[key] = (OrderJson.Write(order.State.WithoutPersonalData()), orders[key].Version + 1, at);
        rows[key] = [.. rows[key].Select(static row => row with { Event = row.Event.WithoutPersonalData(), Raw = null })];
    }

    public ValueTask<IReadOnlyList<StoredOrder?>> LoadAsync(IReadOnlyList<OrderKey> keys, CancellationToken cancellationToken)
    {
        Loads++;
        BeforeLoad();
        return ValueTask.FromResult<IReadOnlyList<StoredOrder?>>([.. keys.Select(Find)]);
    }

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(OrderKey key, CancellationToken cancellationToken)
    {
        Reads++;
        return ValueTask.FromResult<IReadOnlyList<EventRow>>([.. Rows(key)]);
    }

    public ValueTask<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
    {
        Commits++;
        List<CommitResult> results = [.. changes.Select(Store)];
        AfterCommit();
        return ValueTask.FromResult<IReadOnlyList<CommitResult>>(results);
    }

    public ValueTask<IReadOnlyList<StoredOrder>> FindSilentAsync(SilenceMark after, DateTimeOffset until, int limit, CancellationToken cancellationToken)
        => ValueTask.FromResult<IReadOnlyList<StoredOrder>>([.. orders.Keys
            .Select(key => Find(key)!)
            .Where(order => !order.State.Ended && order.State.LastEventAt <= until && IsBehind(order.State, after))
            .OrderBy(static order => order.State.LastEventAt)
            .ThenBy(static order => order.State.Key.Provider, StringComparer.Ordinal)
            .ThenBy(static order => order.State.Key.OrderId, StringComparer.Ordinal)
            .Take(limit)]);

    private static bool IsBehind(OrderState state, SilenceMark mark)
        => state.LastEventAt > mark.LastEventAt || (state.LastEventAt == mark.LastEventAt && mark.Order is { } order
            && (string.CompareOrdinal(state.Key.Provider, order.Provider) is var byProvider && byProvider != 0
                ? byProvider
                : string.CompareOrdinal(state.Key.OrderId, order.OrderId)) > 0);

    private CommitResult Store(OrderChange change)
    {
        if (BeforeStore(change) is { } decided)
        {
            return decided;
        }

        var key = change.State.Key;
        if (Find(key)?.Version != change.ExpectedVersion)
        {
            return CommitResult.VersionConflict;
        }

        List<EventRow> all = [.. Rows(key)];
        foreach (var row in change.Insert)
        {
            if (all.Exists(known => known.Event.Identity == row.Event.Identity && (!row.IsFurtherContent || known.Event.Content == row.Event.Content)))
            {
                return CommitResult.EventExists;
            }

            all.Add(row with { Event = OrderJson.ReadEvent(OrderJson.Write(row.Event)), Arrival = ArrivalJson.Read(ArrivalJson.Write(row.Arrival)) });
        }

        foreach (var row in change.Touch)
        {
            var index = all.FindIndex(known => (known.Event.Identity, known.Event.Content) == (row.Event.Identity, row.Event.Content));
            all[index] = all[index] with { Arrival = row.Arrival };
        }

        foreach (var row in change.Replace)
        {
            var index = all.FindIndex(known => (known.Event.Identity, known.Event.Content) == (row.Event.Identity, row.Event.Content));
            all[index] = all[index] with { Event = OrderJson.ReadEvent(OrderJson.Write(row.Event)) };
        }

        orders[key] = (OrderJson.Write(change.State), orders.GetValueOrDefault(key).Version + 1, change.ErasedAt);
        rows[key] = all;
        return CommitResult.Committed;
    }
}
