using System.Globalization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Orders as the pipeline sees them, made of what a row holds: its version, and in UTC ticks when it was erased.</summary>
internal static class StoredOrders
{
    public static StoredOrder Read(ReadOnlySpan<byte> state, long version, long? erasedAt) => Of(OrderJson.ReadState(state), version, erasedAt);

    public static StoredOrder Of(OrderState state, long version, long? erasedAt) => new(
        state,
        version.ToString(CultureInfo.InvariantCulture),
        erasedAt is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null);
}
