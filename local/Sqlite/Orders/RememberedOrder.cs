using System.Globalization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>An order in memory, in one object.</summary>
/// <param name="State">Packed.</param>
/// <param name="Version">As stored.</param>
/// <param name="ErasedAt">In UTC ticks, when it was erased.</param>
internal readonly record struct RememberedOrder(byte[] State, long Version, long? ErasedAt)
{
    public static RememberedOrder Of(StoredOrder order)
        => new(PackedState.Write(order.State), long.Parse(order.Version, CultureInfo.InvariantCulture), order.ErasedAt?.UtcTicks);

    public StoredOrder Read() => StoredOrders.Of(PackedState.Read(State), Version, ErasedAt);
}
