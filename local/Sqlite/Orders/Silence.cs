using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>The hour, counted from year 1, by which silent orders are found.</summary>
internal static class Silence
{
    /// <summary>Null for an order that has ended: nobody waits for news of it.</summary>
    public static long? HourOf(OrderState state) => state.Ended ? null : HourOf(state.LastEventAt);

    public static long HourOf(DateTimeOffset instant) => instant.UtcTicks / TimeSpan.TicksPerHour;
}
