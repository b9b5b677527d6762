using System.Globalization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>An order's row: its state as bytes, and what stands beside it; <c>ErasedAt</c> in UTC ticks.</summary>
internal readonly record struct OrderImage(OrderKey Key, long Version, long? ErasedAt, Headline Headline, ReadOnlyMemory<byte> State)
{
    /// <summary>Its row in the file is behind.</summary>
    public bool IsUnwritten { get; init; }

    public StoredOrder Read() => Read(State.Span, Version, ErasedAt);

    public static StoredOrder Read(ReadOnlySpan<byte> state, long version, long? erasedAt) => new(
        OrderJson.ReadState(state),
        version.ToString(CultureInfo.InvariantCulture),
        erasedAt is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null);
}
