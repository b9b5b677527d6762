using System.Globalization;
using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>What an order's row says beside its state.</summary>
internal sealed record OrderColumns(
    long Id, long Version, long? ErasedAt, Headline Headline, long OpenedAt, long LastEventAt, bool Ended, string? StoreId,
    string? StoreExternalId, string Search, long? SilentHour)
{
    public string VersionText => Version.ToString(CultureInfo.InvariantCulture);

    public static OrderColumns Of(long id, long version, long? erasedAt, OrderState state, string search) => new(
        id, version, erasedAt, state.Headline, state.FirstEventAt.UtcTicks, state.LastEventAt.UtcTicks, state.Ended,
        state.Facts.Store?.Id, state.Facts.Store?.ExternalId, search, Silence.HourOf(state));

    /// <summary>The same order, one version on. Texts that did not change stay the ones that are held already: new ones for every event
    /// would only grow old here.</summary>
    public OrderColumns Next(long? erasedAt, OrderState state, string search)
    {
        var next = Of(Id, Version + 1, erasedAt, state, search == Search ? Search : search);
        return next.StoreId == StoreId && next.StoreExternalId == StoreExternalId
            ? next with { StoreId = StoreId, StoreExternalId = StoreExternalId }
            : next;
    }
}
