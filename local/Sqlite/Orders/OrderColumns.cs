using System.Globalization;
using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>What an order's row says beside its state.</summary>
internal sealed record OrderColumns(
    long Id, long Version, long? ErasedAt, Headline Headline, long OpenedAt, long LastEventAt, bool Ended, string? StoreId,
    string? StoreExternalId, string Search, long? SilentHour)
{
    public string VersionText => Version.ToString(CultureInfo.InvariantCulture);

    public static OrderColumns Of(long id, long version, long? erasedAt, OrderState state, OrderColumns? before = null) => new(
        id, version, erasedAt, state.Headline, state.FirstEventAt.UtcTicks, state.LastEventAt.UtcTicks, state.Ended,
        Kept(state.Facts.Store?.Id, before?.StoreId), Kept(state.Facts.Store?.ExternalId, before?.StoreExternalId),
        SearchText.Of(state, before?.Search), Silence.HourOf(state));

    /// <summary>The same order, one version on. Texts that did not change stay the ones that are held already: new ones for every event
    /// would only grow old here.</summary>
    public OrderColumns Next(long? erasedAt, OrderState state) => Of(Id, Version + 1, erasedAt, state, this);

    private static string? Kept(string? text, string? before) => text == before ? before : text;
}
