using System.Globalization;
using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The rows that this writer wrote last, as they are now: an order that is moving is not looked for again. Nobody else
/// writes the file. What a group wrote counts for the others only once it is committed.
/// </summary>
internal sealed class FoundOrders
{
    private const int Capacity = 20_000;

    private readonly Dictionary<OrderKey, FoundOrder> _committed = [];
    private readonly Dictionary<OrderKey, FoundOrder> _group = [];

    /// <summary>What the group before left behind was rolled back with it.</summary>
    public void GroupBegins() => _group.Clear();

    public void GroupCommitted()
    {
        if (_committed.Count + _group.Count > Capacity)
        {
            _committed.Clear();
        }

        foreach (var (key, order) in _group)
        {
            _committed[key] = order;
        }

        _group.Clear();
    }

    public FoundOrder? Find(OrderKey key) => _group.TryGetValue(key, out var order) || _committed.TryGetValue(key, out order) ? order : null;

    public void Wrote(OrderKey key, FoundOrder order) => _group[key] = order;
}

/// <summary>What of an order's row decides how it is written.</summary>
internal readonly record struct FoundOrder(
    long Id, long Version, long? ErasedAt, Headline Headline, long OpenedAt, string? StoreId, string? StoreExternalId, string Search,
    long? SilentHour)
{
    public string VersionText => Version.ToString(CultureInfo.InvariantCulture);

    public static FoundOrder Of(long id, long version, long? erasedAt, OrderState state, string search) => new(
        id, version, erasedAt, state.Headline, state.FirstEventAt.UtcTicks, state.Facts.Store?.Id, state.Facts.Store?.ExternalId, search,
        Silence.HourOf(state));

    /// <summary>The same row, written once more. Texts that did not change stay the ones that are held already: new ones for every event
    /// would only grow old here.</summary>
    public FoundOrder Next(long? erasedAt, OrderState state, string search)
    {
        var next = Of(Id, Version + 1, erasedAt, state, search == Search ? Search : search);
        return next with
        {
            StoreId = next.StoreId == StoreId ? StoreId : next.StoreId,
            StoreExternalId = next.StoreExternalId == StoreExternalId ? StoreExternalId : next.StoreExternalId,
        };
    }
}
